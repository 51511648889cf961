"""Arithmetic: binary, in-place and unary operators. Ints and floats are handled here, the rest is `binary`."""

from python.rpython import add_ovf, arr, i32, inline, mul_ovf, nonnull, opcode, sub_ovf, unsafe_cast
from python.objects.base import W_Object
from python.objects.float_ import W_Float
from python.objects.int_ import W_Int
from python.interpreter.frame import W_Frame
from python.interpreter.operation import wrap_bool
from python.interpreter.operation import binary, inplace, is_true, unary
from python.interpreter.slots import (
    S_ADD, S_AND, S_FLOORDIV, S_INVERT, S_LSHIFT, S_MATMUL, S_MOD, S_MUL, S_NEG, S_OR, S_POS, S_POW, S_RSHIFT, S_SUB,
    S_TRUEDIV, S_XOR,
)
from python.interpreter.registers import reg, set_reg, word


@inline
def both_floats(w_left: W_Object | None, w_right: W_Object | None) -> bool:
    """Exact floats: a subclass may have arithmetic of its own."""
    if isinstance(w_left, W_Float) and isinstance(w_right, W_Float):
        return w_left.is_exact() and w_right.is_exact()
    return False


@opcode
def BINARY_ADD(f: W_Frame, words: arr[i32], pc: i32, a: i32) -> i32:
    w_left = reg(f, word(words, pc + 1))
    w_right = reg(f, word(words, pc + 2))
    if isinstance(w_left, W_Int) and isinstance(w_right, W_Int):
        value, overflow = add_ovf(w_left.value, w_right.value)
        if not overflow:
            set_reg(f, a, W_Int(value))
            return pc + 3
    elif both_floats(w_left, w_right):
        set_reg(f, a, W_Float(unsafe_cast(W_Float, w_left).value + unsafe_cast(W_Float, w_right).value))
        return pc + 3
    set_reg(f, a, binary(S_ADD, nonnull(w_left), nonnull(w_right)))
    return pc + 3


@opcode
def BINARY_SUBTRACT(f: W_Frame, words: arr[i32], pc: i32, a: i32) -> i32:
    w_left = reg(f, word(words, pc + 1))
    w_right = reg(f, word(words, pc + 2))
    if isinstance(w_left, W_Int) and isinstance(w_right, W_Int):
        value, overflow = sub_ovf(w_left.value, w_right.value)
        if not overflow:
            set_reg(f, a, W_Int(value))
            return pc + 3
    elif both_floats(w_left, w_right):
        set_reg(f, a, W_Float(unsafe_cast(W_Float, w_left).value - unsafe_cast(W_Float, w_right).value))
        return pc + 3
    set_reg(f, a, binary(S_SUB, nonnull(w_left), nonnull(w_right)))
    return pc + 3


@opcode
def BINARY_MULTIPLY(f: W_Frame, words: arr[i32], pc: i32, a: i32) -> i32:
    w_left = reg(f, word(words, pc + 1))
    w_right = reg(f, word(words, pc + 2))
    if isinstance(w_left, W_Int) and isinstance(w_right, W_Int):
        value, overflow = mul_ovf(w_left.value, w_right.value)
        if not overflow:
            set_reg(f, a, W_Int(value))
            return pc + 3
    elif both_floats(w_left, w_right):
        set_reg(f, a, W_Float(unsafe_cast(W_Float, w_left).value * unsafe_cast(W_Float, w_right).value))
        return pc + 3
    set_reg(f, a, binary(S_MUL, nonnull(w_left), nonnull(w_right)))
    return pc + 3


@opcode
def BINARY_TRUE_DIVIDE(f: W_Frame, words: arr[i32], pc: i32, a: i32) -> i32:
    w_left = reg(f, word(words, pc + 1))
    w_right = reg(f, word(words, pc + 2))
    if both_floats(w_left, w_right):
        if unsafe_cast(W_Float, w_right).value != 0.0:
            set_reg(f, a, W_Float(unsafe_cast(W_Float, w_left).value / unsafe_cast(W_Float, w_right).value))
            return pc + 3
    set_reg(f, a, binary(S_TRUEDIV, nonnull(w_left), nonnull(w_right)))
    return pc + 3


@opcode
def BINARY_FLOOR_DIVIDE(f: W_Frame, words: arr[i32], pc: i32, a: i32) -> i32:
    w_left = reg(f, word(words, pc + 1))
    w_right = reg(f, word(words, pc + 2))
    if isinstance(w_left, W_Int) and isinstance(w_right, W_Int):
        divisor = w_right.value
        if divisor > 0:
            set_reg(f, a, W_Int(w_left.value // divisor))
            return pc + 3
    set_reg(f, a, binary(S_FLOORDIV, nonnull(w_left), nonnull(w_right)))
    return pc + 3


@opcode
def BINARY_REMAINDER(f: W_Frame, words: arr[i32], pc: i32, a: i32) -> i32:
    w_left = reg(f, word(words, pc + 1))
    w_right = reg(f, word(words, pc + 2))
    if isinstance(w_left, W_Int) and isinstance(w_right, W_Int):
        divisor = w_right.value
        if divisor > 0:
            set_reg(f, a, W_Int(w_left.value % divisor))
            return pc + 3
    set_reg(f, a, binary(S_MOD, nonnull(w_left), nonnull(w_right)))
    return pc + 3


@opcode
def BINARY_POWER(f: W_Frame, words: arr[i32], pc: i32, a: i32) -> i32:
    w_left = reg(f, word(words, pc + 1))
    w_right = reg(f, word(words, pc + 2))
    set_reg(f, a, binary(S_POW, nonnull(w_left), nonnull(w_right)))
    return pc + 3


@opcode
def BINARY_MATRIX_MULTIPLY(f: W_Frame, words: arr[i32], pc: i32, a: i32) -> i32:
    w_left = reg(f, word(words, pc + 1))
    w_right = reg(f, word(words, pc + 2))
    set_reg(f, a, binary(S_MATMUL, nonnull(w_left), nonnull(w_right)))
    return pc + 3


@opcode
def BINARY_AND(f: W_Frame, words: arr[i32], pc: i32, a: i32) -> i32:
    w_left = reg(f, word(words, pc + 1))
    w_right = reg(f, word(words, pc + 2))
    if isinstance(w_left, W_Int) and isinstance(w_right, W_Int):
        set_reg(f, a, W_Int(w_left.value & w_right.value))
        return pc + 3
    set_reg(f, a, binary(S_AND, nonnull(w_left), nonnull(w_right)))
    return pc + 3


@opcode
def BINARY_OR(f: W_Frame, words: arr[i32], pc: i32, a: i32) -> i32:
    w_left = reg(f, word(words, pc + 1))
    w_right = reg(f, word(words, pc + 2))
    if isinstance(w_left, W_Int) and isinstance(w_right, W_Int):
        set_reg(f, a, W_Int(w_left.value | w_right.value))
        return pc + 3
    set_reg(f, a, binary(S_OR, nonnull(w_left), nonnull(w_right)))
    return pc + 3


@opcode
def BINARY_XOR(f: W_Frame, words: arr[i32], pc: i32, a: i32) -> i32:
    w_left = reg(f, word(words, pc + 1))
    w_right = reg(f, word(words, pc + 2))
    if isinstance(w_left, W_Int) and isinstance(w_right, W_Int):
        set_reg(f, a, W_Int(w_left.value ^ w_right.value))
        return pc + 3
    set_reg(f, a, binary(S_XOR, nonnull(w_left), nonnull(w_right)))
    return pc + 3


@opcode
def BINARY_LSHIFT(f: W_Frame, words: arr[i32], pc: i32, a: i32) -> i32:
    w_left = reg(f, word(words, pc + 1))
    w_right = reg(f, word(words, pc + 2))
    set_reg(f, a, binary(S_LSHIFT, nonnull(w_left), nonnull(w_right)))
    return pc + 3


@opcode
def BINARY_RSHIFT(f: W_Frame, words: arr[i32], pc: i32, a: i32) -> i32:
    w_left = reg(f, word(words, pc + 1))
    w_right = reg(f, word(words, pc + 2))
    set_reg(f, a, binary(S_RSHIFT, nonnull(w_left), nonnull(w_right)))
    return pc + 3


@opcode
def INPLACE_ADD(f: W_Frame, words: arr[i32], pc: i32, a: i32) -> i32:
    w_left = reg(f, word(words, pc + 1))
    w_right = reg(f, word(words, pc + 2))
    if isinstance(w_left, W_Int) and isinstance(w_right, W_Int):
        value, overflow = add_ovf(w_left.value, w_right.value)
        if not overflow:
            set_reg(f, a, W_Int(value))
            return pc + 3
    elif both_floats(w_left, w_right):
        set_reg(f, a, W_Float(unsafe_cast(W_Float, w_left).value + unsafe_cast(W_Float, w_right).value))
        return pc + 3
    set_reg(f, a, inplace(S_ADD, nonnull(w_left), nonnull(w_right)))
    return pc + 3


@opcode
def INPLACE_SUBTRACT(f: W_Frame, words: arr[i32], pc: i32, a: i32) -> i32:
    w_left = reg(f, word(words, pc + 1))
    w_right = reg(f, word(words, pc + 2))
    if isinstance(w_left, W_Int) and isinstance(w_right, W_Int):
        value, overflow = sub_ovf(w_left.value, w_right.value)
        if not overflow:
            set_reg(f, a, W_Int(value))
            return pc + 3
    elif both_floats(w_left, w_right):
        set_reg(f, a, W_Float(unsafe_cast(W_Float, w_left).value - unsafe_cast(W_Float, w_right).value))
        return pc + 3
    set_reg(f, a, inplace(S_SUB, nonnull(w_left), nonnull(w_right)))
    return pc + 3


@opcode
def INPLACE_MULTIPLY(f: W_Frame, words: arr[i32], pc: i32, a: i32) -> i32:
    w_left = reg(f, word(words, pc + 1))
    w_right = reg(f, word(words, pc + 2))
    if isinstance(w_left, W_Int) and isinstance(w_right, W_Int):
        value, overflow = mul_ovf(w_left.value, w_right.value)
        if not overflow:
            set_reg(f, a, W_Int(value))
            return pc + 3
    elif both_floats(w_left, w_right):
        set_reg(f, a, W_Float(unsafe_cast(W_Float, w_left).value * unsafe_cast(W_Float, w_right).value))
        return pc + 3
    set_reg(f, a, inplace(S_MUL, nonnull(w_left), nonnull(w_right)))
    return pc + 3


@opcode
def INPLACE_TRUE_DIVIDE(f: W_Frame, words: arr[i32], pc: i32, a: i32) -> i32:
    w_left = reg(f, word(words, pc + 1))
    w_right = reg(f, word(words, pc + 2))
    if both_floats(w_left, w_right):
        if unsafe_cast(W_Float, w_right).value != 0.0:
            set_reg(f, a, W_Float(unsafe_cast(W_Float, w_left).value / unsafe_cast(W_Float, w_right).value))
            return pc + 3
    set_reg(f, a, inplace(S_TRUEDIV, nonnull(w_left), nonnull(w_right)))
    return pc + 3


@opcode
def INPLACE_FLOOR_DIVIDE(f: W_Frame, words: arr[i32], pc: i32, a: i32) -> i32:
    w_left = reg(f, word(words, pc + 1))
    w_right = reg(f, word(words, pc + 2))
    if isinstance(w_left, W_Int) and isinstance(w_right, W_Int):
        divisor = w_right.value
        if divisor > 0:
            set_reg(f, a, W_Int(w_left.value // divisor))
            return pc + 3
    set_reg(f, a, inplace(S_FLOORDIV, nonnull(w_left), nonnull(w_right)))
    return pc + 3


@opcode
def INPLACE_REMAINDER(f: W_Frame, words: arr[i32], pc: i32, a: i32) -> i32:
    w_left = reg(f, word(words, pc + 1))
    w_right = reg(f, word(words, pc + 2))
    if isinstance(w_left, W_Int) and isinstance(w_right, W_Int):
        divisor = w_right.value
        if divisor > 0:
            set_reg(f, a, W_Int(w_left.value % divisor))
            return pc + 3
    set_reg(f, a, inplace(S_MOD, nonnull(w_left), nonnull(w_right)))
    return pc + 3


@opcode
def INPLACE_POWER(f: W_Frame, words: arr[i32], pc: i32, a: i32) -> i32:
    w_left = reg(f, word(words, pc + 1))
    w_right = reg(f, word(words, pc + 2))
    set_reg(f, a, inplace(S_POW, nonnull(w_left), nonnull(w_right)))
    return pc + 3


@opcode
def INPLACE_MATRIX_MULTIPLY(f: W_Frame, words: arr[i32], pc: i32, a: i32) -> i32:
    w_left = reg(f, word(words, pc + 1))
    w_right = reg(f, word(words, pc + 2))
    set_reg(f, a, inplace(S_MATMUL, nonnull(w_left), nonnull(w_right)))
    return pc + 3


@opcode
def INPLACE_AND(f: W_Frame, words: arr[i32], pc: i32, a: i32) -> i32:
    w_left = reg(f, word(words, pc + 1))
    w_right = reg(f, word(words, pc + 2))
    if isinstance(w_left, W_Int) and isinstance(w_right, W_Int):
        set_reg(f, a, W_Int(w_left.value & w_right.value))
        return pc + 3
    set_reg(f, a, inplace(S_AND, nonnull(w_left), nonnull(w_right)))
    return pc + 3


@opcode
def INPLACE_OR(f: W_Frame, words: arr[i32], pc: i32, a: i32) -> i32:
    w_left = reg(f, word(words, pc + 1))
    w_right = reg(f, word(words, pc + 2))
    if isinstance(w_left, W_Int) and isinstance(w_right, W_Int):
        set_reg(f, a, W_Int(w_left.value | w_right.value))
        return pc + 3
    set_reg(f, a, inplace(S_OR, nonnull(w_left), nonnull(w_right)))
    return pc + 3


@opcode
def INPLACE_XOR(f: W_Frame, words: arr[i32], pc: i32, a: i32) -> i32:
    w_left = reg(f, word(words, pc + 1))
    w_right = reg(f, word(words, pc + 2))
    if isinstance(w_left, W_Int) and isinstance(w_right, W_Int):
        set_reg(f, a, W_Int(w_left.value ^ w_right.value))
        return pc + 3
    set_reg(f, a, inplace(S_XOR, nonnull(w_left), nonnull(w_right)))
    return pc + 3


@opcode
def INPLACE_LSHIFT(f: W_Frame, words: arr[i32], pc: i32, a: i32) -> i32:
    w_left = reg(f, word(words, pc + 1))
    w_right = reg(f, word(words, pc + 2))
    set_reg(f, a, inplace(S_LSHIFT, nonnull(w_left), nonnull(w_right)))
    return pc + 3


@opcode
def INPLACE_RSHIFT(f: W_Frame, words: arr[i32], pc: i32, a: i32) -> i32:
    w_left = reg(f, word(words, pc + 1))
    w_right = reg(f, word(words, pc + 2))
    set_reg(f, a, inplace(S_RSHIFT, nonnull(w_left), nonnull(w_right)))
    return pc + 3


@opcode
def BINARY_ADD_IMM(f: W_Frame, words: arr[i32], pc: i32, a: i32) -> i32:
    w_left = reg(f, word(words, pc + 1))
    if isinstance(w_left, W_Int):
        value, overflow = add_ovf(w_left.value, int(word(words, pc + 2)))
        if not overflow:
            set_reg(f, a, W_Int(value))
            return pc + 3
    set_reg(f, a, binary(S_ADD, nonnull(w_left), W_Int(int(word(words, pc + 2)))))
    return pc + 3


@opcode
def BINARY_SUBTRACT_IMM(f: W_Frame, words: arr[i32], pc: i32, a: i32) -> i32:
    w_left = reg(f, word(words, pc + 1))
    if isinstance(w_left, W_Int):
        value, overflow = sub_ovf(w_left.value, int(word(words, pc + 2)))
        if not overflow:
            set_reg(f, a, W_Int(value))
            return pc + 3
    set_reg(f, a, binary(S_SUB, nonnull(w_left), W_Int(int(word(words, pc + 2)))))
    return pc + 3


@opcode
def BINARY_MULTIPLY_IMM(f: W_Frame, words: arr[i32], pc: i32, a: i32) -> i32:
    w_left = reg(f, word(words, pc + 1))
    if isinstance(w_left, W_Int):
        value, overflow = mul_ovf(w_left.value, int(word(words, pc + 2)))
        if not overflow:
            set_reg(f, a, W_Int(value))
            return pc + 3
    set_reg(f, a, binary(S_MUL, nonnull(w_left), W_Int(int(word(words, pc + 2)))))
    return pc + 3


@opcode
def BINARY_FLOOR_DIVIDE_IMM(f: W_Frame, words: arr[i32], pc: i32, a: i32) -> i32:
    w_left = reg(f, word(words, pc + 1))
    if isinstance(w_left, W_Int):
        divisor = int(word(words, pc + 2))
        if divisor > 0:
            set_reg(f, a, W_Int(w_left.value // divisor))
            return pc + 3
    set_reg(f, a, binary(S_FLOORDIV, nonnull(w_left), W_Int(int(word(words, pc + 2)))))
    return pc + 3


@opcode
def BINARY_REMAINDER_IMM(f: W_Frame, words: arr[i32], pc: i32, a: i32) -> i32:
    w_left = reg(f, word(words, pc + 1))
    if isinstance(w_left, W_Int):
        divisor = int(word(words, pc + 2))
        if divisor > 0:
            set_reg(f, a, W_Int(w_left.value % divisor))
            return pc + 3
    set_reg(f, a, binary(S_MOD, nonnull(w_left), W_Int(int(word(words, pc + 2)))))
    return pc + 3


@opcode
def BINARY_AND_IMM(f: W_Frame, words: arr[i32], pc: i32, a: i32) -> i32:
    w_left = reg(f, word(words, pc + 1))
    if isinstance(w_left, W_Int):
        set_reg(f, a, W_Int(w_left.value & int(word(words, pc + 2))))
        return pc + 3
    set_reg(f, a, binary(S_AND, nonnull(w_left), W_Int(int(word(words, pc + 2)))))
    return pc + 3


@opcode
def BINARY_LSHIFT_IMM(f: W_Frame, words: arr[i32], pc: i32, a: i32) -> i32:
    w_left = reg(f, word(words, pc + 1))
    set_reg(f, a, binary(S_LSHIFT, nonnull(w_left), W_Int(int(word(words, pc + 2)))))
    return pc + 3


@opcode
def BINARY_RSHIFT_IMM(f: W_Frame, words: arr[i32], pc: i32, a: i32) -> i32:
    w_left = reg(f, word(words, pc + 1))
    if isinstance(w_left, W_Int):
        count = int(word(words, pc + 2))
        if count >= 0 and count < 64:
            set_reg(f, a, W_Int(w_left.value >> count))
            return pc + 3
    set_reg(f, a, binary(S_RSHIFT, nonnull(w_left), W_Int(int(word(words, pc + 2)))))
    return pc + 3


@opcode
def INPLACE_ADD_IMM(f: W_Frame, words: arr[i32], pc: i32, a: i32) -> i32:
    w_left = reg(f, word(words, pc + 1))
    if isinstance(w_left, W_Int):
        value, overflow = add_ovf(w_left.value, int(word(words, pc + 2)))
        if not overflow:
            set_reg(f, a, W_Int(value))
            return pc + 3
    set_reg(f, a, inplace(S_ADD, nonnull(w_left), W_Int(int(word(words, pc + 2)))))
    return pc + 3


@opcode
def INPLACE_SUBTRACT_IMM(f: W_Frame, words: arr[i32], pc: i32, a: i32) -> i32:
    w_left = reg(f, word(words, pc + 1))
    if isinstance(w_left, W_Int):
        value, overflow = sub_ovf(w_left.value, int(word(words, pc + 2)))
        if not overflow:
            set_reg(f, a, W_Int(value))
            return pc + 3
    set_reg(f, a, inplace(S_SUB, nonnull(w_left), W_Int(int(word(words, pc + 2)))))
    return pc + 3


@opcode
def UNARY_NEGATIVE(f: W_Frame, words: arr[i32], pc: i32, a: i32) -> i32:
    w_value = reg(f, word(words, pc + 1))
    if isinstance(w_value, W_Int):
        value, overflow = sub_ovf(0, w_value.value)
        if not overflow:
            set_reg(f, a, W_Int(value))
            return pc + 2
    set_reg(f, a, unary(S_NEG, nonnull(w_value)))
    return pc + 2


@opcode
def UNARY_POSITIVE(f: W_Frame, words: arr[i32], pc: i32, a: i32) -> i32:
    set_reg(f, a, unary(S_POS, nonnull(reg(f, word(words, pc + 1)))))
    return pc + 2


@opcode
def UNARY_INVERT(f: W_Frame, words: arr[i32], pc: i32, a: i32) -> i32:
    set_reg(f, a, unary(S_INVERT, nonnull(reg(f, word(words, pc + 1)))))
    return pc + 2


@opcode
def UNARY_NOT(f: W_Frame, words: arr[i32], pc: i32, a: i32) -> i32:
    set_reg(f, a, wrap_bool(not is_true(nonnull(reg(f, word(words, pc + 1))))))
    return pc + 2


@opcode
def TO_BOOL(f: W_Frame, words: arr[i32], pc: i32, a: i32) -> i32:
    set_reg(f, a, wrap_bool(is_true(nonnull(reg(f, word(words, pc + 1))))))
    return pc + 2
