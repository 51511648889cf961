"""Jumps: unconditional, on truth, on identity and membership, and fused with comparisons."""

from python.rpython import arr, i32, nonnull, opcode
from python.objects.int_ import W_Int
from python.objects.singletons import w_False, w_None, w_True
from python.interpreter.events import poll
from python.interpreter.frame import W_Frame
from python.interpreter.operation import compare_true, contains, is_same, is_true
from python.interpreter.slots import S_EQ, S_GE, S_GT, S_LE, S_LT, S_NE
from python.interpreter.registers import reg, word


@opcode
def JUMP(f: W_Frame, words: arr[i32], pc: i32, a: i32) -> i32:
    return a


@opcode
def JUMP_BACK(f: W_Frame, words: arr[i32], pc: i32, a: i32) -> i32:
    poll()
    return a


@opcode
def JUMP_IF_TRUE(f: W_Frame, words: arr[i32], pc: i32, a: i32) -> i32:
    w_value = reg(f, a)
    if w_value is w_True:
        return word(words, pc + 1)
    if w_value is w_False:
        return pc + 2
    if is_true(nonnull(w_value)):
        return word(words, pc + 1)
    return pc + 2


@opcode
def JUMP_IF_FALSE(f: W_Frame, words: arr[i32], pc: i32, a: i32) -> i32:
    w_value = reg(f, a)
    if w_value is w_True:
        return pc + 2
    if w_value is w_False:
        return word(words, pc + 1)
    if is_true(nonnull(w_value)):
        return pc + 2
    return word(words, pc + 1)


@opcode
def JUMP_IF_NONE(f: W_Frame, words: arr[i32], pc: i32, a: i32) -> i32:
    if reg(f, a) is w_None:
        return word(words, pc + 1)
    return pc + 2


@opcode
def JUMP_IF_NOT_NONE(f: W_Frame, words: arr[i32], pc: i32, a: i32) -> i32:
    if reg(f, a) is w_None:
        return pc + 2
    return word(words, pc + 1)


@opcode
def JUMP_IF_IS(f: W_Frame, words: arr[i32], pc: i32, a: i32) -> i32:
    w_left = nonnull(reg(f, a))
    w_right = nonnull(reg(f, word(words, pc + 1)))
    if is_same(w_left, w_right):
        return word(words, pc + 2)
    return pc + 3


@opcode
def JUMP_IF_IS_NOT(f: W_Frame, words: arr[i32], pc: i32, a: i32) -> i32:
    w_left = nonnull(reg(f, a))
    w_right = nonnull(reg(f, word(words, pc + 1)))
    if not is_same(w_left, w_right):
        return word(words, pc + 2)
    return pc + 3


@opcode
def JUMP_IF_IN(f: W_Frame, words: arr[i32], pc: i32, a: i32) -> i32:
    w_left = nonnull(reg(f, a))
    w_right = nonnull(reg(f, word(words, pc + 1)))
    if contains(w_right, w_left):
        return word(words, pc + 2)
    return pc + 3


@opcode
def JUMP_IF_NOT_IN(f: W_Frame, words: arr[i32], pc: i32, a: i32) -> i32:
    w_left = nonnull(reg(f, a))
    w_right = nonnull(reg(f, word(words, pc + 1)))
    if not contains(w_right, w_left):
        return word(words, pc + 2)
    return pc + 3


@opcode
def JUMP_IF_LT(f: W_Frame, words: arr[i32], pc: i32, a: i32) -> i32:
    w_left = reg(f, a)
    w_right = reg(f, word(words, pc + 1))
    if isinstance(w_left, W_Int) and isinstance(w_right, W_Int):
        if w_left.value < w_right.value:
            return word(words, pc + 2)
        return pc + 3
    if compare_true(S_LT, nonnull(w_left), nonnull(w_right)):
        return word(words, pc + 2)
    return pc + 3


@opcode
def JUMP_IF_LE(f: W_Frame, words: arr[i32], pc: i32, a: i32) -> i32:
    w_left = reg(f, a)
    w_right = reg(f, word(words, pc + 1))
    if isinstance(w_left, W_Int) and isinstance(w_right, W_Int):
        if w_left.value <= w_right.value:
            return word(words, pc + 2)
        return pc + 3
    if compare_true(S_LE, nonnull(w_left), nonnull(w_right)):
        return word(words, pc + 2)
    return pc + 3


@opcode
def JUMP_IF_EQ(f: W_Frame, words: arr[i32], pc: i32, a: i32) -> i32:
    w_left = reg(f, a)
    w_right = reg(f, word(words, pc + 1))
    if isinstance(w_left, W_Int) and isinstance(w_right, W_Int):
        if w_left.value == w_right.value:
            return word(words, pc + 2)
        return pc + 3
    if compare_true(S_EQ, nonnull(w_left), nonnull(w_right)):
        return word(words, pc + 2)
    return pc + 3


@opcode
def JUMP_IF_NE(f: W_Frame, words: arr[i32], pc: i32, a: i32) -> i32:
    w_left = reg(f, a)
    w_right = reg(f, word(words, pc + 1))
    if isinstance(w_left, W_Int) and isinstance(w_right, W_Int):
        if w_left.value != w_right.value:
            return word(words, pc + 2)
        return pc + 3
    if compare_true(S_NE, nonnull(w_left), nonnull(w_right)):
        return word(words, pc + 2)
    return pc + 3


@opcode
def JUMP_IF_GT(f: W_Frame, words: arr[i32], pc: i32, a: i32) -> i32:
    w_left = reg(f, a)
    w_right = reg(f, word(words, pc + 1))
    if isinstance(w_left, W_Int) and isinstance(w_right, W_Int):
        if w_left.value > w_right.value:
            return word(words, pc + 2)
        return pc + 3
    if compare_true(S_GT, nonnull(w_left), nonnull(w_right)):
        return word(words, pc + 2)
    return pc + 3


@opcode
def JUMP_IF_GE(f: W_Frame, words: arr[i32], pc: i32, a: i32) -> i32:
    w_left = reg(f, a)
    w_right = reg(f, word(words, pc + 1))
    if isinstance(w_left, W_Int) and isinstance(w_right, W_Int):
        if w_left.value >= w_right.value:
            return word(words, pc + 2)
        return pc + 3
    if compare_true(S_GE, nonnull(w_left), nonnull(w_right)):
        return word(words, pc + 2)
    return pc + 3


@opcode
def JUMP_IF_NOT_LT(f: W_Frame, words: arr[i32], pc: i32, a: i32) -> i32:
    w_left = reg(f, a)
    w_right = reg(f, word(words, pc + 1))
    if isinstance(w_left, W_Int) and isinstance(w_right, W_Int):
        if w_left.value < w_right.value:
            return pc + 3
        return word(words, pc + 2)
    if compare_true(S_LT, nonnull(w_left), nonnull(w_right)):
        return pc + 3
    return word(words, pc + 2)


@opcode
def JUMP_IF_NOT_LE(f: W_Frame, words: arr[i32], pc: i32, a: i32) -> i32:
    w_left = reg(f, a)
    w_right = reg(f, word(words, pc + 1))
    if isinstance(w_left, W_Int) and isinstance(w_right, W_Int):
        if w_left.value <= w_right.value:
            return pc + 3
        return word(words, pc + 2)
    if compare_true(S_LE, nonnull(w_left), nonnull(w_right)):
        return pc + 3
    return word(words, pc + 2)


@opcode
def JUMP_IF_NOT_EQ(f: W_Frame, words: arr[i32], pc: i32, a: i32) -> i32:
    w_left = reg(f, a)
    w_right = reg(f, word(words, pc + 1))
    if isinstance(w_left, W_Int) and isinstance(w_right, W_Int):
        if w_left.value == w_right.value:
            return pc + 3
        return word(words, pc + 2)
    if compare_true(S_EQ, nonnull(w_left), nonnull(w_right)):
        return pc + 3
    return word(words, pc + 2)


@opcode
def JUMP_IF_NOT_NE(f: W_Frame, words: arr[i32], pc: i32, a: i32) -> i32:
    w_left = reg(f, a)
    w_right = reg(f, word(words, pc + 1))
    if isinstance(w_left, W_Int) and isinstance(w_right, W_Int):
        if w_left.value != w_right.value:
            return pc + 3
        return word(words, pc + 2)
    if compare_true(S_NE, nonnull(w_left), nonnull(w_right)):
        return pc + 3
    return word(words, pc + 2)


@opcode
def JUMP_IF_NOT_GT(f: W_Frame, words: arr[i32], pc: i32, a: i32) -> i32:
    w_left = reg(f, a)
    w_right = reg(f, word(words, pc + 1))
    if isinstance(w_left, W_Int) and isinstance(w_right, W_Int):
        if w_left.value > w_right.value:
            return pc + 3
        return word(words, pc + 2)
    if compare_true(S_GT, nonnull(w_left), nonnull(w_right)):
        return pc + 3
    return word(words, pc + 2)


@opcode
def JUMP_IF_NOT_GE(f: W_Frame, words: arr[i32], pc: i32, a: i32) -> i32:
    w_left = reg(f, a)
    w_right = reg(f, word(words, pc + 1))
    if isinstance(w_left, W_Int) and isinstance(w_right, W_Int):
        if w_left.value >= w_right.value:
            return pc + 3
        return word(words, pc + 2)
    if compare_true(S_GE, nonnull(w_left), nonnull(w_right)):
        return pc + 3
    return word(words, pc + 2)


@opcode
def JUMP_IF_LT_IMM(f: W_Frame, words: arr[i32], pc: i32, a: i32) -> i32:
    w_left = reg(f, a)
    if isinstance(w_left, W_Int):
        if w_left.value < int(word(words, pc + 1)):
            return word(words, pc + 2)
        return pc + 3
    if compare_true(S_LT, nonnull(w_left), W_Int(int(word(words, pc + 1)))):
        return word(words, pc + 2)
    return pc + 3


@opcode
def JUMP_IF_LE_IMM(f: W_Frame, words: arr[i32], pc: i32, a: i32) -> i32:
    w_left = reg(f, a)
    if isinstance(w_left, W_Int):
        if w_left.value <= int(word(words, pc + 1)):
            return word(words, pc + 2)
        return pc + 3
    if compare_true(S_LE, nonnull(w_left), W_Int(int(word(words, pc + 1)))):
        return word(words, pc + 2)
    return pc + 3


@opcode
def JUMP_IF_EQ_IMM(f: W_Frame, words: arr[i32], pc: i32, a: i32) -> i32:
    w_left = reg(f, a)
    if isinstance(w_left, W_Int):
        if w_left.value == int(word(words, pc + 1)):
            return word(words, pc + 2)
        return pc + 3
    if compare_true(S_EQ, nonnull(w_left), W_Int(int(word(words, pc + 1)))):
        return word(words, pc + 2)
    return pc + 3


@opcode
def JUMP_IF_NE_IMM(f: W_Frame, words: arr[i32], pc: i32, a: i32) -> i32:
    w_left = reg(f, a)
    if isinstance(w_left, W_Int):
        if w_left.value != int(word(words, pc + 1)):
            return word(words, pc + 2)
        return pc + 3
    if compare_true(S_NE, nonnull(w_left), W_Int(int(word(words, pc + 1)))):
        return word(words, pc + 2)
    return pc + 3


@opcode
def JUMP_IF_GT_IMM(f: W_Frame, words: arr[i32], pc: i32, a: i32) -> i32:
    w_left = reg(f, a)
    if isinstance(w_left, W_Int):
        if w_left.value > int(word(words, pc + 1)):
            return word(words, pc + 2)
        return pc + 3
    if compare_true(S_GT, nonnull(w_left), W_Int(int(word(words, pc + 1)))):
        return word(words, pc + 2)
    return pc + 3


@opcode
def JUMP_IF_GE_IMM(f: W_Frame, words: arr[i32], pc: i32, a: i32) -> i32:
    w_left = reg(f, a)
    if isinstance(w_left, W_Int):
        if w_left.value >= int(word(words, pc + 1)):
            return word(words, pc + 2)
        return pc + 3
    if compare_true(S_GE, nonnull(w_left), W_Int(int(word(words, pc + 1)))):
        return word(words, pc + 2)
    return pc + 3


@opcode
def JUMP_IF_NOT_LT_IMM(f: W_Frame, words: arr[i32], pc: i32, a: i32) -> i32:
    w_left = reg(f, a)
    if isinstance(w_left, W_Int):
        if w_left.value < int(word(words, pc + 1)):
            return pc + 3
        return word(words, pc + 2)
    if compare_true(S_LT, nonnull(w_left), W_Int(int(word(words, pc + 1)))):
        return pc + 3
    return word(words, pc + 2)


@opcode
def JUMP_IF_NOT_LE_IMM(f: W_Frame, words: arr[i32], pc: i32, a: i32) -> i32:
    w_left = reg(f, a)
    if isinstance(w_left, W_Int):
        if w_left.value <= int(word(words, pc + 1)):
            return pc + 3
        return word(words, pc + 2)
    if compare_true(S_LE, nonnull(w_left), W_Int(int(word(words, pc + 1)))):
        return pc + 3
    return word(words, pc + 2)


@opcode
def JUMP_IF_NOT_EQ_IMM(f: W_Frame, words: arr[i32], pc: i32, a: i32) -> i32:
    w_left = reg(f, a)
    if isinstance(w_left, W_Int):
        if w_left.value == int(word(words, pc + 1)):
            return pc + 3
        return word(words, pc + 2)
    if compare_true(S_EQ, nonnull(w_left), W_Int(int(word(words, pc + 1)))):
        return pc + 3
    return word(words, pc + 2)


@opcode
def JUMP_IF_NOT_NE_IMM(f: W_Frame, words: arr[i32], pc: i32, a: i32) -> i32:
    w_left = reg(f, a)
    if isinstance(w_left, W_Int):
        if w_left.value != int(word(words, pc + 1)):
            return pc + 3
        return word(words, pc + 2)
    if compare_true(S_NE, nonnull(w_left), W_Int(int(word(words, pc + 1)))):
        return pc + 3
    return word(words, pc + 2)


@opcode
def JUMP_IF_NOT_GT_IMM(f: W_Frame, words: arr[i32], pc: i32, a: i32) -> i32:
    w_left = reg(f, a)
    if isinstance(w_left, W_Int):
        if w_left.value > int(word(words, pc + 1)):
            return pc + 3
        return word(words, pc + 2)
    if compare_true(S_GT, nonnull(w_left), W_Int(int(word(words, pc + 1)))):
        return pc + 3
    return word(words, pc + 2)


@opcode
def JUMP_IF_NOT_GE_IMM(f: W_Frame, words: arr[i32], pc: i32, a: i32) -> i32:
    w_left = reg(f, a)
    if isinstance(w_left, W_Int):
        if w_left.value >= int(word(words, pc + 1)):
            return pc + 3
        return word(words, pc + 2)
    if compare_true(S_GE, nonnull(w_left), W_Int(int(word(words, pc + 1)))):
        return pc + 3
    return word(words, pc + 2)
