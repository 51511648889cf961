"""floats to and from text: repr, float(), hexadecimal form."""

from python.externs import float_parse, float_repr
from python.interpreter.errors import OperationError, overflow_error, type_error, value_error
from python.interpreter.operation import repr_w
from python.objects.base import W_Object
from python.objects.buffer import buffer_or_none
from python.objects.bytes_ import new_bytes
from python.objects.int_text import ascii_of_number, ascii_space, digit_value
from python.objects.str_ import W_Str
from python.objects.type_ import type_name
from python.rlib.builder import ByteBuilder
from python.rlib.list import array_slice
from python.rlib.text import str_from_ascii
from python.rpython import Final, arr, clz, fcopysign, float_bits, float_from_bits, is_inf, is_nan, u8, ushr, wrap_shl

POINT: Final = 46
UNDERSCORE: Final = 95


def float_repr_str(x: float) -> W_Str:
    return str_from_ascii(float_repr(x))


def float_of_text(w_obj: W_Object) -> float:
    """`float(x)` of a str or bytes-like object."""
    if isinstance(w_obj, W_Str):
        return parse_float(ascii_of_number(w_obj), w_obj)
    data = buffer_or_none(w_obj)
    if data is None:
        raise type_error(f"float() argument must be a string or a real number, not '{type_name(w_obj)}'")
    return parse_float(data, new_bytes(data))


def parse_float(d: arr[u8], w_source: W_Object) -> float:
    start = 0
    end = int(len(d))
    while start < end and ascii_space(int(d[start])):
        start += 1
    while end > start and ascii_space(int(d[end - 1])):
        end -= 1
    text = without_underscores(array_slice(d, start, end - start))
    if text is None or len(text) == 0 or float_end(text, 0) != len(text):
        raise value_error(f"could not convert string to float: {repr_w(w_source)}")
    return float_parse(text)


def without_underscores(d: arr[u8]) -> arr[u8] | None:
    """None when one does not stand between two digits."""
    out = ByteBuilder(len(d))
    n = int(len(d))
    i = 0
    while i < n:
        c = int(d[i])
        if c != UNDERSCORE:
            out.add_byte(c)
        elif i == 0 or i + 1 == n or not is_digit(int(d[i - 1])) or not is_digit(int(d[i + 1])):
            return None
        i += 1
    return out.build()


def is_digit(c: int) -> bool:
    return 48 <= c <= 57


def float_end(d: arr[u8], i: int) -> int:
    """Where the float that begins at `i` ends; `i` itself if none does."""
    n = int(len(d))
    start = i
    if i < n and (d[i] == 43 or d[i] == 45):
        i += 1
    word = word_end(d, i)
    if word > i:
        return word
    digits = 0
    while i < n and is_digit(int(d[i])):
        i += 1
        digits += 1
    if i < n and d[i] == POINT:
        i += 1
        while i < n and is_digit(int(d[i])):
            i += 1
            digits += 1
    if digits == 0:
        return start
    return exponent_end(d, i)


def exponent_end(d: arr[u8], i: int) -> int:
    n = int(len(d))
    if i >= n or (int(d[i]) | 32) != 101:
        return i
    j = i + 1
    if j < n and (d[j] == 43 or d[j] == 45):
        j += 1
    if j >= n or not is_digit(int(d[j])):
        return i
    while j < n and is_digit(int(d[j])):
        j += 1
    return j


def word_end(d: arr[u8], i: int) -> int:
    """Behind `inf`, `infinity` or `nan` in any case; `i` if none stands there."""
    if matches(d, i, b"infinity"):
        return i + 8
    if matches(d, i, b"inf") or matches(d, i, b"nan"):
        return i + 3
    return i


def matches(d: arr[u8], i: int, word: arr[u8]) -> bool:
    n = int(len(word))
    if i + n > len(d):
        return False
    k = 0
    while k < n:
        if (int(d[i + k]) | 32) != word[k]:
            return False
        k += 1
    return True


# Hexadecimal form


def hex_text(x: float) -> W_Str:
    if is_nan(x):
        return "nan"
    negative = float_bits(x) < 0
    if is_inf(x):
        return "-inf" if negative else "inf"
    out = ByteBuilder(32)
    if negative:
        out.add_byte(45)
    bits = float_bits(x)
    exponent = ushr(bits, 52) & 0x7FF
    mantissa = bits & ((1 << 52) - 1)
    out.add(b"0x0." if exponent == 0 else b"0x1.")
    if x == 0.0:
        out.add(b"0p+0")
        return str_from_ascii(out.build())
    shift = 48
    while shift >= 0:
        digit = mantissa >> shift & 15
        out.add_byte(48 + digit if digit < 10 else 87 + digit)
        shift -= 4
    power = -1022 if exponent == 0 else exponent - 1023
    out.add(b"p-" if power < 0 else b"p+")
    add_decimal(out, power if power >= 0 else -power)
    return str_from_ascii(out.build())


def add_decimal(out: ByteBuilder, n: int) -> None:
    if n >= 10:
        add_decimal(out, n // 10)
    out.add_byte(48 + n % 10)


class HexDigits:
    """Collects the significant bits: 64 of them, and whether any one bit follows."""

    bits: int
    count: int  # bits in `bits`, without leading zeros
    sticky: bool
    exponent: int  # of the last bit in `bits`
    seen: bool

    def __init__(self) -> None:
        self.bits = 0
        self.count = 0
        self.sticky = False
        self.exponent = 0
        self.seen = False

    def add(self, digit: int, behind_point: bool) -> None:
        self.seen = True
        if self.count > 56:
            self.sticky = self.sticky or digit != 0
            if not behind_point:
                self.exponent += 4
            return
        self.bits = self.bits << 4 | digit
        if self.bits != 0:
            self.count += 4
        if behind_point:
            self.exponent -= 4


def from_hex(s: W_Str) -> float:
    d = ascii_of_number(s)
    i = 0
    n = int(len(d))
    while i < n and ascii_space(int(d[i])):
        i += 1
    while n > i and ascii_space(int(d[n - 1])):
        n -= 1
    negative = False
    if i < n and (d[i] == 43 or d[i] == 45):
        negative = d[i] == 45
        i += 1
    if i < n and word_end(d, i) == n:
        special = float_parse(array_slice(d, i, n - i))
        return fcopysign(special, -1.0 if negative else 1.0)
    value = hex_magnitude(d, i, n)
    return -value if negative else value


def bad_hex() -> OperationError:
    return value_error("invalid hexadecimal floating-point string")


def hex_magnitude(d: arr[u8], i: int, n: int) -> float:
    if i + 1 < n and d[i] == 48 and (int(d[i + 1]) | 32) == 120:
        i += 2
    digits = HexDigits()
    behind_point = False
    while i < n:
        c = int(d[i])
        if c == POINT and not behind_point:
            behind_point = True
        elif digit_value(c) < 16:
            digits.add(digit_value(c), behind_point)
        else:
            break
        i += 1
    if not digits.seen:
        raise bad_hex()
    exponent = 0
    if i < n:
        if (int(d[i]) | 32) != 112:
            raise bad_hex()
        exponent = hex_exponent(d, i + 1, n)
    return assemble(digits, exponent)


def hex_exponent(d: arr[u8], i: int, n: int) -> int:
    negative = False
    if i < n and (d[i] == 43 or d[i] == 45):
        negative = d[i] == 45
        i += 1
    if i >= n:
        raise bad_hex()
    value = 0
    while i < n:
        if not is_digit(int(d[i])):
            raise bad_hex()
        value = min(value * 10 + int(d[i]) - 48, 1 << 40)
        i += 1
    return -value if negative else value


def assemble(digits: HexDigits, exponent: int) -> float:
    """bits * 2 ** exponent rounded once, half to even."""
    bits = digits.bits
    if bits == 0:
        return 0.0
    exponent += digits.exponent
    length = 64 - int(clz(bits))
    top = exponent + length  # the value is in [2 ** (top - 1), 2 ** top)
    if top > 1024:
        raise hex_too_large()
    kept = 53 if top > -1022 else top + 1074
    if kept < 0:
        return 0.0
    drop = length - kept
    if drop <= 0:
        return scaled(bits, exponent)
    half = 1 << (drop - 1)
    rest = bits & ((1 << drop) - 1)
    mantissa = ushr(bits, drop)
    if rest > half or (rest == half and (digits.sticky or (mantissa & 1) == 1)):
        mantissa += 1
    result = scaled(mantissa, exponent + drop)
    if is_inf(result):
        raise hex_too_large()
    return result


def hex_too_large() -> OperationError:
    return overflow_error("hexadecimal value too large to represent as a float")


def scaled(mantissa: int, exponent: int) -> float:
    """Exact: the mantissa has at most 53 bits and the result is representable or overflows."""
    x = float(mantissa)
    while exponent > 1000:
        x *= power_of_two(1000)
        exponent -= 1000
    while exponent < -1000:
        x *= power_of_two(-1000)
        exponent += 1000
    return x * power_of_two(exponent)


def power_of_two(n: int) -> float:
    return float_from_bits(wrap_shl(n + 1023, 52))
