"""Jumps: unconditional, on truth, on identity and membership, and fused with comparisons."""

from python.rpython import arr, i32, nonnull, opcode
from python.objects.int_ import W_Int
from python.objects.singletons import w_False, w_None, w_True
from python.interpreter.events import poll
from python.interpreter.frame import W_Frame
from python.interpreter.operation import compare, contains, is_same, is_true
from python.interpreter.slots import S_EQ, S_GE, S_GT, S_LE, S_LT, S_NE


@opcode
def JUMP(f: W_Frame, words: arr[i32], pc: int, a: int) -> int:
    return a


@opcode
def JUMP_BACK(f: W_Frame, words: arr[i32], pc: int, a: int) -> int:
    poll()
    return a


@opcode
def JUMP_IF_TRUE(f: W_Frame, words: arr[i32], pc: int, a: int) -> int:
    w_value = f.regs[a]
    if w_value is w_True:
        return int(words[pc + 1])
    if w_value is w_False:
        return pc + 2
    if is_true(nonnull(w_value)):
        return int(words[pc + 1])
    return pc + 2


@opcode
def JUMP_IF_FALSE(f: W_Frame, words: arr[i32], pc: int, a: int) -> int:
    w_value = f.regs[a]
    if w_value is w_True:
        return pc + 2
    if w_value is w_False:
        return int(words[pc + 1])
    if is_true(nonnull(w_value)):
        return pc + 2
    return int(words[pc + 1])


@opcode
def JUMP_IF_NONE(f: W_Frame, words: arr[i32], pc: int, a: int) -> int:
    if f.regs[a] is w_None:
        return int(words[pc + 1])
    return pc + 2


@opcode
def JUMP_IF_NOT_NONE(f: W_Frame, words: arr[i32], pc: int, a: int) -> int:
    if f.regs[a] is w_None:
        return pc + 2
    return int(words[pc + 1])


@opcode
def JUMP_IF_IS(f: W_Frame, words: arr[i32], pc: int, a: int) -> int:
    w_left = nonnull(f.regs[a])
    w_right = nonnull(f.regs[words[pc + 1]])
    if is_same(w_left, w_right):
        return int(words[pc + 2])
    return pc + 3


@opcode
def JUMP_IF_IS_NOT(f: W_Frame, words: arr[i32], pc: int, a: int) -> int:
    w_left = nonnull(f.regs[a])
    w_right = nonnull(f.regs[words[pc + 1]])
    if not is_same(w_left, w_right):
        return int(words[pc + 2])
    return pc + 3


@opcode
def JUMP_IF_IN(f: W_Frame, words: arr[i32], pc: int, a: int) -> int:
    w_left = nonnull(f.regs[a])
    w_right = nonnull(f.regs[words[pc + 1]])
    if contains(w_right, w_left):
        return int(words[pc + 2])
    return pc + 3


@opcode
def JUMP_IF_NOT_IN(f: W_Frame, words: arr[i32], pc: int, a: int) -> int:
    w_left = nonnull(f.regs[a])
    w_right = nonnull(f.regs[words[pc + 1]])
    if not contains(w_right, w_left):
        return int(words[pc + 2])
    return pc + 3


@opcode
def JUMP_IF_LT(f: W_Frame, words: arr[i32], pc: int, a: int) -> int:
    w_left = f.regs[a]
    w_right = f.regs[words[pc + 1]]
    if isinstance(w_left, W_Int) and isinstance(w_right, W_Int):
        if w_left.value < w_right.value:
            return int(words[pc + 2])
        return pc + 3
    if is_true(compare(S_LT, nonnull(w_left), nonnull(w_right))):
        return int(words[pc + 2])
    return pc + 3


@opcode
def JUMP_IF_LE(f: W_Frame, words: arr[i32], pc: int, a: int) -> int:
    w_left = f.regs[a]
    w_right = f.regs[words[pc + 1]]
    if isinstance(w_left, W_Int) and isinstance(w_right, W_Int):
        if w_left.value <= w_right.value:
            return int(words[pc + 2])
        return pc + 3
    if is_true(compare(S_LE, nonnull(w_left), nonnull(w_right))):
        return int(words[pc + 2])
    return pc + 3


@opcode
def JUMP_IF_EQ(f: W_Frame, words: arr[i32], pc: int, a: int) -> int:
    w_left = f.regs[a]
    w_right = f.regs[words[pc + 1]]
    if isinstance(w_left, W_Int) and isinstance(w_right, W_Int):
        if w_left.value == w_right.value:
            return int(words[pc + 2])
        return pc + 3
    if is_true(compare(S_EQ, nonnull(w_left), nonnull(w_right))):
        return int(words[pc + 2])
    return pc + 3


@opcode
def JUMP_IF_NE(f: W_Frame, words: arr[i32], pc: int, a: int) -> int:
    w_left = f.regs[a]
    w_right = f.regs[words[pc + 1]]
    if isinstance(w_left, W_Int) and isinstance(w_right, W_Int):
        if w_left.value != w_right.value:
            return int(words[pc + 2])
        return pc + 3
    if is_true(compare(S_NE, nonnull(w_left), nonnull(w_right))):
        return int(words[pc + 2])
    return pc + 3


@opcode
def JUMP_IF_GT(f: W_Frame, words: arr[i32], pc: int, a: int) -> int:
    w_left = f.regs[a]
    w_right = f.regs[words[pc + 1]]
    if isinstance(w_left, W_Int) and isinstance(w_right, W_Int):
        if w_left.value > w_right.value:
            return int(words[pc + 2])
        return pc + 3
    if is_true(compare(S_GT, nonnull(w_left), nonnull(w_right))):
        return int(words[pc + 2])
    return pc + 3


@opcode
def JUMP_IF_GE(f: W_Frame, words: arr[i32], pc: int, a: int) -> int:
    w_left = f.regs[a]
    w_right = f.regs[words[pc + 1]]
    if isinstance(w_left, W_Int) and isinstance(w_right, W_Int):
        if w_left.value >= w_right.value:
            return int(words[pc + 2])
        return pc + 3
    if is_true(compare(S_GE, nonnull(w_left), nonnull(w_right))):
        return int(words[pc + 2])
    return pc + 3


@opcode
def JUMP_IF_NOT_LT(f: W_Frame, words: arr[i32], pc: int, a: int) -> int:
    w_left = f.regs[a]
    w_right = f.regs[words[pc + 1]]
    if isinstance(w_left, W_Int) and isinstance(w_right, W_Int):
        if w_left.value < w_right.value:
            return pc + 3
        return int(words[pc + 2])
    if is_true(compare(S_LT, nonnull(w_left), nonnull(w_right))):
        return pc + 3
    return int(words[pc + 2])


@opcode
def JUMP_IF_NOT_LE(f: W_Frame, words: arr[i32], pc: int, a: int) -> int:
    w_left = f.regs[a]
    w_right = f.regs[words[pc + 1]]
    if isinstance(w_left, W_Int) and isinstance(w_right, W_Int):
        if w_left.value <= w_right.value:
            return pc + 3
        return int(words[pc + 2])
    if is_true(compare(S_LE, nonnull(w_left), nonnull(w_right))):
        return pc + 3
    return int(words[pc + 2])


@opcode
def JUMP_IF_NOT_EQ(f: W_Frame, words: arr[i32], pc: int, a: int) -> int:
    w_left = f.regs[a]
    w_right = f.regs[words[pc + 1]]
    if isinstance(w_left, W_Int) and isinstance(w_right, W_Int):
        if w_left.value == w_right.value:
            return pc + 3
        return int(words[pc + 2])
    if is_true(compare(S_EQ, nonnull(w_left), nonnull(w_right))):
        return pc + 3
    return int(words[pc + 2])


@opcode
def JUMP_IF_NOT_NE(f: W_Frame, words: arr[i32], pc: int, a: int) -> int:
    w_left = f.regs[a]
    w_right = f.regs[words[pc + 1]]
    if isinstance(w_left, W_Int) and isinstance(w_right, W_Int):
        if w_left.value != w_right.value:
            return pc + 3
        return int(words[pc + 2])
    if is_true(compare(S_NE, nonnull(w_left), nonnull(w_right))):
        return pc + 3
    return int(words[pc + 2])


@opcode
def JUMP_IF_NOT_GT(f: W_Frame, words: arr[i32], pc: int, a: int) -> int:
    w_left = f.regs[a]
    w_right = f.regs[words[pc + 1]]
    if isinstance(w_left, W_Int) and isinstance(w_right, W_Int):
        if w_left.value > w_right.value:
            return pc + 3
        return int(words[pc + 2])
    if is_true(compare(S_GT, nonnull(w_left), nonnull(w_right))):
        return pc + 3
    return int(words[pc + 2])


@opcode
def JUMP_IF_NOT_GE(f: W_Frame, words: arr[i32], pc: int, a: int) -> int:
    w_left = f.regs[a]
    w_right = f.regs[words[pc + 1]]
    if isinstance(w_left, W_Int) and isinstance(w_right, W_Int):
        if w_left.value >= w_right.value:
            return pc + 3
        return int(words[pc + 2])
    if is_true(compare(S_GE, nonnull(w_left), nonnull(w_right))):
        return pc + 3
    return int(words[pc + 2])


@opcode
def JUMP_IF_LT_IMM(f: W_Frame, words: arr[i32], pc: int, a: int) -> int:
    w_left = f.regs[a]
    if isinstance(w_left, W_Int):
        if w_left.value < int(words[pc + 1]):
            return int(words[pc + 2])
        return pc + 3
    if is_true(compare(S_LT, nonnull(w_left), W_Int(int(words[pc + 1])))):
        return int(words[pc + 2])
    return pc + 3


@opcode
def JUMP_IF_LE_IMM(f: W_Frame, words: arr[i32], pc: int, a: int) -> int:
    w_left = f.regs[a]
    if isinstance(w_left, W_Int):
        if w_left.value <= int(words[pc + 1]):
            return int(words[pc + 2])
        return pc + 3
    if is_true(compare(S_LE, nonnull(w_left), W_Int(int(words[pc + 1])))):
        return int(words[pc + 2])
    return pc + 3


@opcode
def JUMP_IF_EQ_IMM(f: W_Frame, words: arr[i32], pc: int, a: int) -> int:
    w_left = f.regs[a]
    if isinstance(w_left, W_Int):
        if w_left.value == int(words[pc + 1]):
            return int(words[pc + 2])
        return pc + 3
    if is_true(compare(S_EQ, nonnull(w_left), W_Int(int(words[pc + 1])))):
        return int(words[pc + 2])
    return pc + 3


@opcode
def JUMP_IF_NE_IMM(f: W_Frame, words: arr[i32], pc: int, a: int) -> int:
    w_left = f.regs[a]
    if isinstance(w_left, W_Int):
        if w_left.value != int(words[pc + 1]):
            return int(words[pc + 2])
        return pc + 3
    if is_true(compare(S_NE, nonnull(w_left), W_Int(int(words[pc + 1])))):
        return int(words[pc + 2])
    return pc + 3


@opcode
def JUMP_IF_GT_IMM(f: W_Frame, words: arr[i32], pc: int, a: int) -> int:
    w_left = f.regs[a]
    if isinstance(w_left, W_Int):
        if w_left.value > int(words[pc + 1]):
            return int(words[pc + 2])
        return pc + 3
    if is_true(compare(S_GT, nonnull(w_left), W_Int(int(words[pc + 1])))):
        return int(words[pc + 2])
    return pc + 3


@opcode
def JUMP_IF_GE_IMM(f: W_Frame, words: arr[i32], pc: int, a: int) -> int:
    w_left = f.regs[a]
    if isinstance(w_left, W_Int):
        if w_left.value >= int(words[pc + 1]):
            return int(words[pc + 2])
        return pc + 3
    if is_true(compare(S_GE, nonnull(w_left), W_Int(int(words[pc + 1])))):
        return int(words[pc + 2])
    return pc + 3


@opcode
def JUMP_IF_NOT_LT_IMM(f: W_Frame, words: arr[i32], pc: int, a: int) -> int:
    w_left = f.regs[a]
    if isinstance(w_left, W_Int):
        if w_left.value < int(words[pc + 1]):
            return pc + 3
        return int(words[pc + 2])
    if is_true(compare(S_LT, nonnull(w_left), W_Int(int(words[pc + 1])))):
        return pc + 3
    return int(words[pc + 2])


@opcode
def JUMP_IF_NOT_LE_IMM(f: W_Frame, words: arr[i32], pc: int, a: int) -> int:
    w_left = f.regs[a]
    if isinstance(w_left, W_Int):
        if w_left.value <= int(words[pc + 1]):
            return pc + 3
        return int(words[pc + 2])
    if is_true(compare(S_LE, nonnull(w_left), W_Int(int(words[pc + 1])))):
        return pc + 3
    return int(words[pc + 2])


@opcode
def JUMP_IF_NOT_EQ_IMM(f: W_Frame, words: arr[i32], pc: int, a: int) -> int:
    w_left = f.regs[a]
    if isinstance(w_left, W_Int):
        if w_left.value == int(words[pc + 1]):
            return pc + 3
        return int(words[pc + 2])
    if is_true(compare(S_EQ, nonnull(w_left), W_Int(int(words[pc + 1])))):
        return pc + 3
    return int(words[pc + 2])


@opcode
def JUMP_IF_NOT_NE_IMM(f: W_Frame, words: arr[i32], pc: int, a: int) -> int:
    w_left = f.regs[a]
    if isinstance(w_left, W_Int):
        if w_left.value != int(words[pc + 1]):
            return pc + 3
        return int(words[pc + 2])
    if is_true(compare(S_NE, nonnull(w_left), W_Int(int(words[pc + 1])))):
        return pc + 3
    return int(words[pc + 2])


@opcode
def JUMP_IF_NOT_GT_IMM(f: W_Frame, words: arr[i32], pc: int, a: int) -> int:
    w_left = f.regs[a]
    if isinstance(w_left, W_Int):
        if w_left.value > int(words[pc + 1]):
            return pc + 3
        return int(words[pc + 2])
    if is_true(compare(S_GT, nonnull(w_left), W_Int(int(words[pc + 1])))):
        return pc + 3
    return int(words[pc + 2])


@opcode
def JUMP_IF_NOT_GE_IMM(f: W_Frame, words: arr[i32], pc: int, a: int) -> int:
    w_left = f.regs[a]
    if isinstance(w_left, W_Int):
        if w_left.value >= int(words[pc + 1]):
            return pc + 3
        return int(words[pc + 2])
    if is_true(compare(S_GE, nonnull(w_left), W_Int(int(words[pc + 1])))):
        return pc + 3
    return int(words[pc + 2])
