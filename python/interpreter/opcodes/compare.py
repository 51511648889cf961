"""Comparison, alone and fused with a jump."""

from python.rpython import arr, i32, nonnull, opcode
from python.objects.int_ import W_Int
from python.interpreter.frame import W_Frame
from python.interpreter.operation import wrap_bool
from python.interpreter.operation import compare_any, contains, is_same
from python.interpreter.slots import S_EQ, S_GE, S_GT, S_LE, S_LT, S_NE
from python.interpreter.registers import reg, set_reg, word


@opcode
def COMPARE_LT(f: W_Frame, words: arr[i32], pc: i32, a: i32) -> i32:
    w_left = reg(f, word(words, pc + 1))
    w_right = reg(f, word(words, pc + 2))
    if isinstance(w_left, W_Int) and isinstance(w_right, W_Int):
        set_reg(f, a, wrap_bool(w_left.value < w_right.value))
    else:
        set_reg(f, a, compare_any(S_LT, nonnull(w_left), nonnull(w_right)))
    return pc + 3


@opcode
def COMPARE_LE(f: W_Frame, words: arr[i32], pc: i32, a: i32) -> i32:
    w_left = reg(f, word(words, pc + 1))
    w_right = reg(f, word(words, pc + 2))
    if isinstance(w_left, W_Int) and isinstance(w_right, W_Int):
        set_reg(f, a, wrap_bool(w_left.value <= w_right.value))
    else:
        set_reg(f, a, compare_any(S_LE, nonnull(w_left), nonnull(w_right)))
    return pc + 3


@opcode
def COMPARE_EQ(f: W_Frame, words: arr[i32], pc: i32, a: i32) -> i32:
    w_left = reg(f, word(words, pc + 1))
    w_right = reg(f, word(words, pc + 2))
    if isinstance(w_left, W_Int) and isinstance(w_right, W_Int):
        set_reg(f, a, wrap_bool(w_left.value == w_right.value))
    else:
        set_reg(f, a, compare_any(S_EQ, nonnull(w_left), nonnull(w_right)))
    return pc + 3


@opcode
def COMPARE_NE(f: W_Frame, words: arr[i32], pc: i32, a: i32) -> i32:
    w_left = reg(f, word(words, pc + 1))
    w_right = reg(f, word(words, pc + 2))
    if isinstance(w_left, W_Int) and isinstance(w_right, W_Int):
        set_reg(f, a, wrap_bool(w_left.value != w_right.value))
    else:
        set_reg(f, a, compare_any(S_NE, nonnull(w_left), nonnull(w_right)))
    return pc + 3


@opcode
def COMPARE_GT(f: W_Frame, words: arr[i32], pc: i32, a: i32) -> i32:
    w_left = reg(f, word(words, pc + 1))
    w_right = reg(f, word(words, pc + 2))
    if isinstance(w_left, W_Int) and isinstance(w_right, W_Int):
        set_reg(f, a, wrap_bool(w_left.value > w_right.value))
    else:
        set_reg(f, a, compare_any(S_GT, nonnull(w_left), nonnull(w_right)))
    return pc + 3


@opcode
def COMPARE_GE(f: W_Frame, words: arr[i32], pc: i32, a: i32) -> i32:
    w_left = reg(f, word(words, pc + 1))
    w_right = reg(f, word(words, pc + 2))
    if isinstance(w_left, W_Int) and isinstance(w_right, W_Int):
        set_reg(f, a, wrap_bool(w_left.value >= w_right.value))
    else:
        set_reg(f, a, compare_any(S_GE, nonnull(w_left), nonnull(w_right)))
    return pc + 3


@opcode
def COMPARE_IS(f: W_Frame, words: arr[i32], pc: i32, a: i32) -> i32:
    w_left = nonnull(reg(f, word(words, pc + 1)))
    w_right = nonnull(reg(f, word(words, pc + 2)))
    set_reg(f, a, wrap_bool(is_same(w_left, w_right)))
    return pc + 3


@opcode
def COMPARE_IS_NOT(f: W_Frame, words: arr[i32], pc: i32, a: i32) -> i32:
    w_left = nonnull(reg(f, word(words, pc + 1)))
    w_right = nonnull(reg(f, word(words, pc + 2)))
    set_reg(f, a, wrap_bool(not is_same(w_left, w_right)))
    return pc + 3


@opcode
def COMPARE_IN(f: W_Frame, words: arr[i32], pc: i32, a: i32) -> i32:
    w_left = nonnull(reg(f, word(words, pc + 1)))
    w_right = nonnull(reg(f, word(words, pc + 2)))
    set_reg(f, a, wrap_bool(contains(w_right, w_left)))
    return pc + 3


@opcode
def COMPARE_NOT_IN(f: W_Frame, words: arr[i32], pc: i32, a: i32) -> i32:
    w_left = nonnull(reg(f, word(words, pc + 1)))
    w_right = nonnull(reg(f, word(words, pc + 2)))
    set_reg(f, a, wrap_bool(not contains(w_right, w_left)))
    return pc + 3
