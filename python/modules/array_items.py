"""Items of an array by its type code, little-endian in a byte array (messages as `Modules/arraymodule.c`)."""

from python.interpreter.errors import overflow_error, type_error
from python.interpreter.operation import index_w
from python.objects.base import W_Object
from python.objects.float_ import W_Float, float_of
from python.objects.int_ import W_Int, int_from_padded
from python.objects.memory_format import float_of_single, single_bits, store_word
from python.objects.str_ import W_Str
from python.objects.type_ import type_name
from python.rlib.text import str_from_char
from python.rpython import arr, arr_copy, float_bits, float_from_bits, i32, u8, wrap_shl


def item_size(code: int) -> int:
    """Of a type code; 0: there is no such code."""
    match code:
        case 98 | 66:
            return 1
        case 104 | 72:
            return 2
        case 105 | 73 | 102 | 117 | 119:
            return 4
        case 108 | 76 | 113 | 81 | 100:
            return 8
    return 0


def load4(d: arr[u8], at: int) -> int:
    return int(d[at]) | int(d[at + 1]) << 8 | int(d[at + 2]) << 16 | int(d[at + 3]) << 24


def load8(d: arr[u8], at: int) -> int:
    return load4(d, at) | wrap_shl(load4(d, at + 4), 32)


def load(d: arr[u8], at: int, code: int) -> W_Object:
    match code:
        case 100:
            return W_Float(float_from_bits(load8(d, at)))
        case 108 | 113:
            return W_Int(load8(d, at))
        case 105:
            return W_Int(int(i32(load4(d, at))))
        case 73:
            return W_Int(load4(d, at))
        case 66:
            return W_Int(int(d[at]))
        case 98:
            return W_Int((int(d[at]) ^ 128) - 128)
        case 104:
            return W_Int(((int(d[at]) | int(d[at + 1]) << 8) ^ 0x8000) - 0x8000)
        case 72:
            return W_Int(int(d[at]) | int(d[at + 1]) << 8)
        case 102:
            return W_Float(float_of_single(load4(d, at)))
        case 117 | 119:
            return str_from_char(load4(d, at))
    padded = arr[u8](9)
    arr_copy(d, at, padded, 0, 8)
    return int_from_padded(padded)


def store(d: arr[u8], at: int, code: int, w_value: W_Object) -> None:
    match code:
        case 100:
            store_word(d, at, 8, float_bits(float_of(w_value)))
        case 102:
            store_word(d, at, 4, single_bits(float_of(w_value)))
        case 117 | 119:
            store_word(d, at, 4, char_item(w_value))
        case 76 | 73:
            store_unsigned(d, at, item_size(code), w_value, "value to unsigned int", "Python int too large to convert to C unsigned long")
        case 81:
            store_unsigned(d, at, 8, w_value, "int to unsigned", "int too big to convert")
        case 113:
            store_word(d, at, 8, long_item(w_value, "int too big to convert"))
        case 108:
            store_word(d, at, 8, long_item(w_value, "Python int too large to convert to C long"))
        case _:
            store_word(d, at, item_size(code), small_item(w_value, code))


def char_item(w_value: W_Object) -> int:
    if not isinstance(w_value, W_Str):
        raise type_error(f"array item must be a unicode character, not {type_name(w_value)}")
    if w_value.length != 1:
        raise type_error(f"array item must be a unicode character, not a string of length {w_value.length}")
    return w_value.char_at(0)


def long_item(w_value: W_Object, message: str) -> int:
    if isinstance(w_value, W_Int):
        return w_value.value
    w_int = index_w(w_value)
    if not w_int.fits_int():
        raise overflow_error(message)
    return w_int.as_int()


def store_unsigned(d: arr[u8], at: int, size: int, w_value: W_Object, negative: str, too_large: str) -> None:
    w_int = index_w(w_value)
    if w_int.sign() < 0:
        raise overflow_error(f"can't convert negative {negative}")
    digits = w_int.digits()
    n = int(len(digits))
    while n > 1 and digits[n - 1] == 0:
        n -= 1
    if n > 8:
        raise overflow_error(too_large)
    if n > size:
        raise overflow_error("unsigned int is greater than maximum")
    for i in range(size):
        d[at + i] = digits[i] if i < n else 0


def small_item(w_value: W_Object, code: int) -> int:
    """For codes of less than 8 bytes that go through a C int or short."""
    x = long_item(w_value, "Python int too large to convert to C long")
    match code:
        case 98:
            check_range(x, -0x8000, 0x7FFF, "signed short integer")
            check_range(x, -128, 127, "signed char")
        case 66:
            check_range(x, 0, 255, "unsigned byte integer")
        case 104:
            check_range(x, -0x8000, 0x7FFF, "signed short integer")
        case 72:
            check_range(x, -0x80000000, 0x7FFFFFFF, "signed integer")
            check_range(x, 0, 0xFFFF, "unsigned short")
        case _:
            check_range(x, -0x80000000, 0x7FFFFFFF, "signed integer")
    return x


def check_range(x: int, low: int, high: int, what: str) -> None:
    if x < low:
        raise overflow_error(f"{what} is less than minimum")
    if x > high:
        raise overflow_error(f"{what} is greater than maximum")
