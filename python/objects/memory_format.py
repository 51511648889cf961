"""Items of a memoryview by their struct format character, in native (little-endian) order."""

from python.interpreter.errors import OperationError, type_error, value_error
from python.interpreter.operation import index_w, is_true, wrap_bool
from python.interpreter.slots import S_INDEX
from python.objects.base import W_Object
from python.objects.bytes_ import W_Bytes, new_bytes
from python.objects.float_ import W_Float, float_of
from python.objects.int_ import W_AbstractInt, W_Int, int_from_padded
from python.rlib.bigint import to_i64
from python.rlib.list import array_slice
from python.rlib.text import str_from_char
from python.rpython import arr, arr_copy, float_bits, float_from_bits, u8, ushr


def format_size(kind: int) -> int:
    """Bytes of an item; 0: no such format."""
    match kind:
        case 66 | 98 | 99 | 63:
            return 1
        case 72 | 104 | 101:
            return 2
        case 73 | 105 | 102:
            return 4
        case 76 | 108 | 81 | 113 | 78 | 110 | 80 | 100:
            return 8
    return 0


def is_signed(kind: int) -> bool:
    return kind in (98, 104, 105, 108, 113, 110)


def load_item(d: arr[u8], at: int, kind: int) -> W_Object:
    match kind:
        case 66:
            return W_Int(d[at])
        case 99:
            return new_bytes(array_slice(d, at, 1))
        case 63:
            return wrap_bool(d[at] != 0)
        case 100:
            return W_Float(float_from_bits(to_i64(array_slice(d, at, 8))))
        case 102:
            return W_Float(float_of_single(word_of(d, at, 4)))
        case 101:
            return W_Float(float_of_half(word_of(d, at, 2)))
    size = format_size(kind)
    if is_signed(kind):
        return W_Int(to_i64(array_slice(d, at, size)))
    padded = arr[u8](size + 1)
    arr_copy(d, at, padded, 0, size)
    return int_from_padded(padded)


def word_of(d: arr[u8], at: int, size: int) -> int:
    value = 0
    i = size - 1
    while i >= 0:
        value = value << 8 | int(d[at + i])
        i -= 1
    return value


def float_of_single(bits: int) -> float:
    """Of an IEEE single: the exponent is rebiased, the rest is a matter of position."""
    return widen(bits, 8, 23)


def float_of_half(bits: int) -> float:
    return widen(bits, 5, 10)


def widen(bits: int, exponent_bits: int, fraction_bits: int) -> float:
    sign = bits >> (exponent_bits + fraction_bits) & 1
    top = (1 << exponent_bits) - 1
    exponent = bits >> fraction_bits & top
    fraction = bits & ((1 << fraction_bits) - 1)
    bias = top >> 1
    if exponent == top:
        value = float_from_bits(0x7FF0000000000000 | fraction << (52 - fraction_bits))
    elif exponent == 0:
        value = float(fraction) * float_from_bits((1023 + 1 - bias - fraction_bits) << 52)
    else:
        value = float_from_bits((exponent - bias + 1023) << 52 | fraction << (52 - fraction_bits))
    return -value if sign == 1 else value


def store_item(d: arr[u8], at: int, kind: int, w_value: W_Object) -> None:
    match kind:
        case 99:
            if not isinstance(w_value, W_Bytes):
                raise wrong_type(kind)
            if len(w_value.data) != 1:
                raise wrong_value(kind)
            d[at] = w_value.data[0]
        case 63:
            d[at] = int(is_true(w_value))
        case 100:
            store_word(d, at, 8, float_bits(float_of(w_value)))
        case 102:
            store_word(d, at, 4, single_bits(float_of(w_value)))
        case 101:
            store_word(d, at, 2, half_bits(float_of(w_value)))
        case _:
            store_int(d, at, kind, w_value)


def store_word(d: arr[u8], at: int, size: int, value: int) -> None:
    i = 0
    while i < size:
        d[at + i] = value & 255
        value = ushr(value, 8)
        i += 1


def store_int(d: arr[u8], at: int, kind: int, w_value: W_Object) -> None:
    if not isinstance(w_value, W_AbstractInt) and w_value.gettypeobject().slot(S_INDEX) is None:
        raise wrong_type(kind)
    w_int = index_w(w_value)
    size = format_size(kind)
    digits = w_int.digits()
    n = int(len(digits))
    negative = w_int.sign() < 0
    if is_signed(kind):
        fits = n <= size
    else:
        fits = not negative and (n <= size or (n == size + 1 and digits[n - 1] == 0))
    if not fits:
        raise wrong_value(kind)
    i = 0
    while i < size:
        d[at + i] = digits[i] if i < n else (255 if negative else 0)
        i += 1


def single_bits(x: float) -> int:
    return narrow(x, 8, 23)


def half_bits(x: float) -> int:
    return narrow(x, 5, 10)


def narrow(x: float, exponent_bits: int, fraction_bits: int) -> int:
    """The bits of the nearest number of a smaller format, half to even."""
    bits = float_bits(x)
    sign = ushr(bits, 63) << (exponent_bits + fraction_bits)
    top = (1 << exponent_bits) - 1
    exponent = (ushr(bits, 52) & 0x7FF) - 1023 + (top >> 1)
    fraction = bits & ((1 << 52) - 1)
    if (ushr(bits, 52) & 0x7FF) == 0x7FF:
        kept = fraction >> (52 - fraction_bits)
        if fraction != 0 and kept == 0:
            kept = 1
        return sign | top << fraction_bits | kept
    fraction |= 1 << 52
    drop = 52 - fraction_bits
    if exponent <= 0:
        drop += 1 - exponent
        exponent = 0
    if drop > 60:
        return sign
    value = fraction >> drop
    rest = fraction & ((1 << drop) - 1)
    half = 1 << (drop - 1)
    if rest > half or (rest == half and (value & 1) == 1):
        value += 1
    if exponent > 0:
        # The hidden bit of `value` adds one to the exponent field.
        value += (exponent - 1) << fraction_bits
    if value >= top << fraction_bits:
        value = top << fraction_bits
    return sign | value


def wrong_type(kind: int) -> OperationError:
    return type_error(f"memoryview: invalid type for format '{str_from_char(kind)}'")


def wrong_value(kind: int) -> OperationError:
    return value_error(f"memoryview: invalid value for format '{str_from_char(kind)}'")
