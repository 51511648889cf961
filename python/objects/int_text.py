"""ints to and from text; the limit on decimal digits (sys.set_int_max_str_digits) applies here."""

from python.externs import big_bit_length, big_from_text, big_to_text
from python.interpreter.errors import OperationError, value_error
from python.interpreter.operation import repr_w
from python.objects.base import W_Object
from python.objects.int_ import W_AbstractInt, W_Int, int_from_digits
from python.objects.str_ import W_Str
from python.objects.str_methods import is_space
from python.rlib.builder import ByteBuilder
from python.rlib.list import array_slice
from python.rlib.text import int_to_str, str_from_ascii
from python.rlib.unicode import decimal_value
from python.rpython import Final, arr, i32, u8

MINUS: Final = 45
PLUS: Final = 43
UNDERSCORE: Final = 95
SMALL_DIGITS: Final = 18  # a number of so many decimal digits fits in 64 bits


class IntLimits:
    """State of one interpreter."""

    max_str_digits: int

    def __init__(self) -> None:
        self.max_str_digits = 4300


int_limits: Final = IntLimits()


def int_repr(w_int: W_AbstractInt) -> W_Str:
    if w_int.fits_int():
        return int_to_str(w_int.as_int())
    return str_from_ascii(decimal_text(w_int))


def decimal_text(w_int: W_AbstractInt) -> arr[u8]:
    """Decimal digits with the sign; refuses what is over the limit."""
    d = w_int.digits()
    limit = int_limits.max_str_digits
    # Bits over log2(10) = 3.3219 are digits; the quick test spares the quadratic conversion.
    if limit > 0 and big_bit_length(d) > limit * 3322 // 1000 + 64:
        raise too_many_digits()
    text = big_to_text(d, 10)
    if limit > 0:
        n = int(len(text)) - (1 if text[0] == MINUS else 0)
        if n > limit:
            raise too_many_digits()
    return text


def too_many_digits() -> OperationError:
    limit = int_limits.max_str_digits
    return value_error(
        f"Exceeds the limit ({limit} digits) for integer string conversion; "
        "use sys.set_int_max_str_digits() to increase the limit"
    )


def int_in_base(w_int: W_AbstractInt, base: int) -> arr[u8]:
    """Digits of the magnitude without prefix; base 2, 8, 16 have no limit."""
    text = decimal_text(w_int) if base == 10 else big_to_text(w_int.digits(), i32(base))
    if text[0] == MINUS:
        return array_slice(text, 1, int(len(text)) - 1)
    return text


def ascii_of_number(s: W_Str) -> arr[u8]:
    """The characters with decimal digits of any script as ascii, spaces as blanks, others not ascii as '?'."""
    n = int(s.length)
    d = arr[u8](n)
    i = 0
    while i < n:
        c = s.char_at(i)
        if c >= 128:
            digit = decimal_value(c)
            c = 48 + digit if digit >= 0 else (32 if is_space(c) else 63)
        d[i] = c
        i += 1
    return d


def digit_value(c: int) -> int:
    """Of a digit in bases up to 36; 99 for others."""
    if 48 <= c <= 57:
        return c - 48
    if 97 <= c <= 122:
        return c - 87
    if 65 <= c <= 90:
        return c - 55
    return 99


def ascii_space(c: int) -> bool:
    return c == 32 or 9 <= c <= 13 or 28 <= c <= 31


def parse_int(d: arr[u8], base: int, w_source: W_Object) -> W_AbstractInt:
    """int() of text; `w_source` is what the error shows."""
    start = 0
    end = int(len(d))
    while start < end and ascii_space(int(d[start])):
        start += 1
    while end > start and ascii_space(int(d[end - 1])):
        end -= 1
    negative = False
    if start < end and (d[start] == MINUS or d[start] == PLUS):
        negative = d[start] == MINUS
        start += 1
    radix = base
    prefix = prefix_base(d, start, end)
    if base == 0:
        radix = prefix if prefix != 0 else 10
    if prefix != 0 and prefix == radix:
        start += 2
        if start < end and d[start] == UNDERSCORE:
            start += 1
    digits = collect_digits(d, start, end, radix)
    if digits is None:
        raise invalid_literal(base, w_source)
    if base == 0 and prefix == 0 and digits[0] == 48 and not all_zeros(digits):
        raise invalid_literal(base, w_source)
    return value_of_digits(digits, radix, negative)


def prefix_base(d: arr[u8], start: int, end: int) -> int:
    """16, 8 or 2 for `0x`, `0o`, `0b`; otherwise 0."""
    if end - start < 2 or d[start] != 48:
        return 0
    match int(d[start + 1]) | 32:
        case 120:
            return 16
        case 111:
            return 8
        case 98:
            return 2
    return 0


def collect_digits(d: arr[u8], start: int, end: int, radix: int) -> arr[u8] | None:
    """The digits without underscores; None if the form is wrong."""
    if start >= end:
        return None
    out = ByteBuilder(end - start)
    after_digit = False
    i = start
    while i < end:
        c = int(d[i])
        if c == UNDERSCORE:
            if not after_digit:
                return None
            after_digit = False
        elif digit_value(c) < radix:
            out.add_byte(c)
            after_digit = True
        else:
            return None
        i += 1
    return out.build() if after_digit else None


def all_zeros(digits: arr[u8]) -> bool:
    for c in digits:
        if c != 48:
            return False
    return True


def value_of_digits(digits: arr[u8], radix: int, negative: bool) -> W_AbstractInt:
    n = int(len(digits))
    if n <= SMALL_DIGITS and radix <= 10:
        value = 0
        for c in digits:
            value = value * radix + int(c) - 48
        return W_Int(-value if negative else value)
    power_of_two = (radix & (radix - 1)) == 0
    limit = int_limits.max_str_digits
    if n > limit and limit > 0 and not power_of_two:
        raise value_error(
            f"Exceeds the limit ({limit} digits) for integer string conversion: value has {n} digits; "
            "use sys.set_int_max_str_digits() to increase the limit"
        )
    out = ByteBuilder(n + 1)
    if negative:
        out.add_byte(MINUS)
    out.add(digits)
    parsed = big_from_text(out.build(), i32(radix))
    assert parsed is not None
    return int_from_digits(parsed)


def invalid_literal(base: int, w_source: W_Object) -> OperationError:
    return value_error(f"invalid literal for int() with base {base}: {repr_w(w_source)}")
