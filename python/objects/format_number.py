"""Formatting of int, float and complex by a parsed specification."""

from python.externs import float_format, float_repr
from python.interpreter.errors import overflow_error, value_error
from python.objects.complex_ import W_Complex
from python.objects.format_spec import (
    EQUALS, NONE, PLUS, ZERO, FormatSpec, align_text, layout_number, sign_char, unknown_code,
)
from python.objects.int_ import W_AbstractInt, checked_float, small_or_none
from python.objects.int_text import int_in_base
from python.objects.str_ import W_Str
from python.objects.type_ import type_name
from python.rlib.builder import ByteBuilder
from python.rlib.list import array_slice
from python.rlib.strsearch import find_char
from python.rlib.text import StrBuilder, str_from_char
from python.rpython import Final, arr, fabs, float_bits, i32, is_inf, is_nan, u8

PERCENT: Final = 37
DEFAULT_PRECISION: Final = 6


def format_int_spec(w_int: W_AbstractInt, spec: FormatSpec) -> W_Str:
    kind = spec.kind
    if kind in (101, 69, 102, 70, 103, 71, PERCENT):
        return format_float_spec(checked_float(w_int), spec, type_name(w_int))
    if kind not in (NONE, 100, 110, 98, 111, 120, 88, 99):
        raise unknown_code(kind, type_name(w_int))
    if spec.precision != NONE:
        raise value_error("Precision not allowed in integer format specifier")
    if spec.coerce_zero:
        raise value_error("Negative zero coercion (z) not allowed in integer format specifier")
    if kind == 99:
        return format_as_char(w_int, spec)
    base = base_of(kind)
    digits = int_in_base(w_int, base)
    if kind == 88:
        digits = upper_ascii(digits)
    prefix = arr[u8](0)
    if spec.alternate and base != 10:
        prefix = prefix_of(kind)
    sign = sign_char(w_int.sign() < 0, spec.sign)
    return layout_number(spec, sign, prefix, digits, arr[u8](0), 3 if base == 10 else 4)


def format_as_char(w_int: W_AbstractInt, spec: FormatSpec) -> W_Str:
    if spec.sign != NONE:
        raise value_error("Sign not allowed with integer format specifier 'c'")
    if spec.alternate:
        raise value_error("Alternate form (#) not allowed with integer format specifier 'c'")
    c = small_or_none(w_int, -1)
    if not w_int.fits_int():
        raise overflow_error("Python int too large to convert to C long")
    if c < 0 or c > 0x10FFFF:
        raise overflow_error("%c arg not in range(0x110000)")
    return align_text(str_from_char(c), spec)


def base_of(kind: int) -> int:
    match kind:
        case 98:
            return 2
        case 111:
            return 8
        case 120 | 88:
            return 16
    return 10


def prefix_of(kind: int) -> arr[u8]:
    """`0b`, `0o`, `0x` or `0X`."""
    prefix = arr[u8](2)
    prefix[0] = ZERO
    prefix[1] = kind
    return prefix


def upper_ascii(d: arr[u8]) -> arr[u8]:
    n = int(len(d))
    result = arr[u8](n)
    i = 0
    while i < n:
        c = int(d[i])
        result[i] = c - 32 if 97 <= c <= 122 else c
        i += 1
    return result


# Floats


def format_float_spec(x: float, spec: FormatSpec, owner: W_Str) -> W_Str:
    kind = spec.kind
    if kind not in (NONE, 101, 69, 102, 70, 103, 71, 110, PERCENT):
        raise unknown_code(kind, owner)
    text = float_body(x, spec, True)
    negative = float_bits(x) < 0 and not is_nan(x)
    if negative and spec.coerce_zero and is_zero_text(text):
        negative = False
    return layout_float(text, sign_char(negative, spec.sign), spec)


def layout_float(text: arr[u8], sign: int, spec: FormatSpec) -> W_Str:
    n = leading_digits(text)
    digits = array_slice(text, 0, n)
    rest = array_slice(text, n, int(len(text)) - n)
    if spec.fraction_grouping != NONE:
        rest = group_fraction(rest, spec.fraction_grouping)
    return layout_number(spec, sign, arr[u8](0), digits, rest, 3)


def leading_digits(text: arr[u8]) -> int:
    n = 0
    while n < len(text) and 48 <= text[n] <= 57:
        n += 1
    return n


def group_fraction(rest: arr[u8], separator: int) -> arr[u8]:
    """Separators after every third digit behind the point."""
    if len(rest) == 0 or rest[0] != 46:
        return rest
    out = ByteBuilder(int(len(rest)) * 2)
    out.add_byte(46)
    i = 1
    while i < len(rest) and 48 <= rest[i] <= 57:
        if i > 1 and (i - 1) % 3 == 0:
            out.add_byte(separator)
        out.add_byte(int(rest[i]))
        i += 1
    out.add_slice(rest, i, int(len(rest)) - i)
    return out.build()


def is_zero_text(text: arr[u8]) -> bool:
    """Whether the significant digits are all zero."""
    i = 0
    while i < len(text):
        c = int(text[i])
        if 49 <= c <= 57 or c == 105 or c == 73:
            return False
        if c == 101 or c == 69:
            return True
        i += 1
    return True


def float_body(x: float, spec: FormatSpec, dot_zero: bool) -> arr[u8]:
    """The magnitude as text. `dot_zero`: without a type, a whole number ends in `.0`."""
    kind = spec.kind
    if kind == PERCENT:
        x *= 100.0
    x = fabs(x)
    if is_nan(x) or is_inf(x):
        word = b"nan" if is_nan(x) else b"inf"
        if kind == PERCENT:
            word = b"nan%" if is_nan(x) else b"inf%"
        return upper_ascii(word) if kind in (69, 70, 71) else word
    if kind == NONE:
        return untyped_body(x, spec, dot_zero)
    precision = DEFAULT_PRECISION if spec.precision == NONE else spec.precision
    style = 103 if kind == 110 else (102 if kind == PERCENT else kind | 32)
    text = float_format(x, i32(style), i32(precision), spec.alternate)
    if kind == PERCENT:
        return with_percent(text)
    return upper_ascii(text) if kind in (69, 70, 71) else text


def with_percent(text: arr[u8]) -> arr[u8]:
    out = ByteBuilder(int(len(text)) + 1)
    out.add(text)
    out.add_byte(PERCENT)
    return out.build()


def untyped_body(x: float, spec: FormatSpec, dot_zero: bool) -> arr[u8]:
    if spec.precision == NONE:
        text = float_repr(x)
        if not dot_zero:
            text = without_dot_zero(text)
        return with_point(text) if spec.alternate else text
    if not dot_zero:
        return float_format(x, 103, i32(spec.precision), spec.alternate)
    precision = max(spec.precision, 1)
    # One place is kept for the `.0`: the exponent form begins a power of ten earlier than with `g`.
    exponent = exponent_of(float_format(x, 101, i32(precision - 1), False))
    text = float_format(x, 103, i32(precision), spec.alternate)
    if exponent == precision - 1 and x != 0.0:
        return exponent_form(float_format(x, 101, i32(precision - 1), spec.alternate), spec.alternate)
    if find_char(text, 1, 0, len(text), 46) < 0 and find_char(text, 1, 0, len(text), 101) < 0:
        out = ByteBuilder(int(len(text)) + 2)
        out.add(text)
        out.add(b".0")
        return out.build()
    return text


def exponent_of(text: arr[u8]) -> int:
    """Of the `%e` form."""
    i = find_char(text, 1, 0, len(text), 101) + 1
    negative = text[i] == 45
    value = 0
    i += 1
    while i < len(text):
        value = value * 10 + int(text[i]) - 48
        i += 1
    return -value if negative else value


def exponent_form(long: arr[u8], alternate: bool) -> arr[u8]:
    """The `%e` form without trailing zeros of the mantissa (kept in alternate form)."""
    if alternate:
        return long
    e = find_char(long, 1, 0, len(long), 101)
    end = e
    if find_char(long, 1, 0, e, 46) >= 0:
        while long[end - 1] == 48:
            end -= 1
        if long[end - 1] == 46:
            end -= 1
    out = ByteBuilder(len(long))
    out.add_slice(long, 0, end)
    out.add_slice(long, e, int(len(long)) - e)
    return out.build()


def without_dot_zero(text: arr[u8]) -> arr[u8]:
    n = int(len(text))
    if n > 2 and text[n - 2] == 46 and text[n - 1] == 48:
        return array_slice(text, 0, n - 2)
    return text


def with_point(text: arr[u8]) -> arr[u8]:
    """The alternate form always has a point."""
    n = int(len(text))
    if find_char(text, 1, 0, n, 46) >= 0:
        return text
    e = find_char(text, 1, 0, n, 101)
    if e < 0:
        e = n
    out = ByteBuilder(n + 1)
    out.add_slice(text, 0, e)
    out.add_byte(46)
    out.add_slice(text, e, n - e)
    return out.build()


# Complex numbers


def format_complex_spec(w_complex: W_Complex, spec: FormatSpec) -> W_Str:
    kind = spec.kind
    if kind not in (NONE, 101, 69, 102, 70, 103, 71, 110):
        raise unknown_code(kind, type_name(w_complex))
    if spec.fill == ZERO:
        raise value_error("Zero padding is not allowed in complex format specifier")
    if spec.align == EQUALS:
        raise value_error("'=' alignment flag is not allowed in complex format specifier")
    part = FormatSpec()
    part.sign = spec.sign
    part.alternate = spec.alternate
    part.coerce_zero = spec.coerce_zero
    part.grouping = spec.grouping
    part.precision = spec.precision
    part.fraction_grouping = spec.fraction_grouping
    part.kind = kind
    out = StrBuilder(32)
    re = w_complex.re
    skip_real = kind == NONE and re == 0.0 and float_bits(re) >= 0
    parentheses = kind == NONE and not skip_real
    if parentheses:
        out.add("(")
    if not skip_real:
        out.add(format_part(re, part))
        part.sign = PLUS
    out.add(format_part(w_complex.im, part))
    out.add("j)" if parentheses else "j")
    return align_text(out.build(), spec)


def format_part(x: float, spec: FormatSpec) -> W_Str:
    text = float_body(x, spec, False)
    negative = float_bits(x) < 0 and not is_nan(x)
    if negative and spec.coerce_zero and is_zero_text(text):
        negative = False
    return layout_float(text, sign_char(negative, spec.sign), spec)
