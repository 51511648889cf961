"""The format mini-language: parsing, str, and the layout that all numbers share."""

from python.interpreter.errors import OperationError, value_error
from python.interpreter.operation import str_w
from python.objects.complex_ import W_Complex
from python.objects.float_ import W_Float
from python.objects.format_number import format_complex_spec, format_float_spec, format_int_spec
from python.objects.int_ import W_AbstractInt
from python.objects.str_ import W_Str
from python.objects.type_ import type_name
from python.rlib.builder import ByteBuilder
from python.rlib.text import StrBuilder, str_from_char, substring
from python.rpython import Final, arr, u8

NONE: Final = -1
LESS: Final = 60
EQUALS: Final = 61
GREATER: Final = 62
CARET: Final = 94
PLUS: Final = 43
MINUS: Final = 45
COMMA: Final = 44
UNDERSCORE: Final = 95
BLANK: Final = 32
ZERO: Final = 48


class FormatSpec:
    """`[[fill]align][sign][z][#][0][width][grouping][.precision[grouping]][type]`; NONE where not given."""

    fill: int
    align: int
    sign: int
    coerce_zero: bool
    alternate: bool
    width: int
    grouping: int
    precision: int
    fraction_grouping: int
    kind: int  # the type character

    def __init__(self) -> None:
        self.fill = BLANK
        self.align = NONE
        self.sign = NONE
        self.coerce_zero = False
        self.alternate = False
        self.width = NONE
        self.grouping = NONE
        self.precision = NONE
        self.fraction_grouping = NONE
        self.kind = NONE


class SpecParser:
    text: Final[W_Str]
    at: int

    def __init__(self, text: W_Str) -> None:
        self.text = text
        self.at = 0

    def peek(self, offset: int) -> int:
        """The character so far ahead, NONE at the end."""
        i = self.at + offset
        if i >= self.text.length:
            return NONE
        return self.text.char_at(i)

    def accept(self, c: int) -> bool:
        if self.peek(0) != c:
            return False
        self.at += 1
        return True

    def number(self) -> int:
        """Decimal digits, NONE if there are none."""
        c = self.peek(0)
        if c < 48 or c > 57:
            return NONE
        value = 0
        while 48 <= c <= 57:
            value = value * 10 + c - 48
            if value > 0x7FFFFFFF:
                raise value_error("Too many decimal digits in format string")
            self.at += 1
            c = self.peek(0)
        return value

    def grouping(self) -> int:
        found = NONE
        if self.accept(COMMA):
            found = COMMA
        if self.accept(UNDERSCORE):
            if found != NONE:
                raise value_error("Cannot specify both ',' and '_'.")
            found = UNDERSCORE
        if self.peek(0) == COMMA and found == UNDERSCORE:
            raise value_error("Cannot specify both ',' and '_'.")
        return found


def is_align(c: int) -> bool:
    return c in (LESS, EQUALS, GREATER, CARET)


def parse_spec(text: W_Str, default_align: int, owner: W_Str) -> FormatSpec:
    spec = FormatSpec()
    p = SpecParser(text)
    has_fill = False
    if is_align(p.peek(1)):
        spec.fill = p.peek(0)
        spec.align = p.peek(1)
        has_fill = True
        p.at += 2
    elif is_align(p.peek(0)):
        spec.align = p.peek(0)
        p.at += 1
    if p.peek(0) in (PLUS, MINUS, BLANK):
        spec.sign = p.peek(0)
        p.at += 1
    spec.coerce_zero = p.accept(122)
    spec.alternate = p.accept(35)
    if not has_fill and p.accept(ZERO):
        spec.fill = ZERO
        if spec.align == NONE and default_align == GREATER:
            spec.align = EQUALS
    if spec.align == NONE:
        spec.align = default_align
    spec.width = p.number()
    spec.grouping = p.grouping()
    if p.accept(46):
        spec.precision = p.number()
        spec.fraction_grouping = p.grouping()
        if spec.precision == NONE and spec.fraction_grouping == NONE:
            raise value_error("Format specifier missing precision")
    left = int(text.length) - p.at
    if left > 1:
        raise value_error(f"Invalid format specifier '{text}' for object of type '{owner}'")
    if left == 1:
        spec.kind = p.peek(0)
    check_grouping(spec.grouping, spec.kind)
    check_grouping(spec.fraction_grouping, spec.kind)
    return spec


def check_grouping(separator: int, kind: int) -> None:
    """Which types take separators."""
    if separator == NONE or kind in (NONE, 100, 101, 102, 103, 69, 71, 37, 70):
        return
    if separator == UNDERSCORE and kind in (98, 111, 120, 88):
        return
    raise bad_grouping(separator, kind)


def bad_grouping(separator: int, kind: int) -> OperationError:
    mark = str_from_char(separator)
    if kind < 128 and kind > 32:
        return value_error(f"Cannot specify '{mark}' with '{str_from_char(kind)}'.")
    out = StrBuilder(8)
    out.add("\\x")
    add_hex_number(out, kind)
    return value_error(f"Cannot specify '{mark}' with '{out.build()}'.")


def add_hex_number(out: StrBuilder, value: int) -> None:
    if value >= 16:
        add_hex_number(out, value >> 4)
    digit = value & 15
    out.add_char(48 + digit if digit < 10 else 87 + digit)


def unknown_code(kind: int, owner: W_Str) -> OperationError:
    if kind > 32 and kind < 128:
        return value_error(f"Unknown format code '{str_from_char(kind)}' for object of type '{owner}'")
    out = StrBuilder(8)
    out.add("\\x")
    add_hex_number(out, kind)
    return value_error(f"Unknown format code '{out.build()}' for object of type '{owner}'")


# Entry points of __format__


def format_str(s: W_Str, text: W_Str) -> W_Str:
    if text.length == 0:
        return str_w(s)
    spec = parse_spec(text, LESS, "str")
    if spec.kind != NONE and spec.kind != 115:
        raise unknown_code(spec.kind, "str")
    if spec.sign != NONE:
        what = "Space" if spec.sign == BLANK else "Sign"
        raise value_error(f"{what} not allowed in string format specifier")
    if spec.coerce_zero:
        raise value_error("Negative zero coercion (z) not allowed in string format specifier")
    if spec.alternate:
        raise value_error("Alternate form (#) not allowed in string format specifier")
    if spec.align == EQUALS:
        raise value_error("'=' alignment not allowed in string format specifier")
    if spec.grouping != NONE:
        raise bad_grouping(spec.grouping, 115)
    if 0 <= spec.precision < s.length:
        s = substring(s, 0, spec.precision)
    return align_text(s, spec)


def align_text(s: W_Str, spec: FormatSpec) -> W_Str:
    missing = spec.width - int(s.length)
    if missing <= 0:
        return s
    left = 0
    if spec.align == GREATER or spec.align == EQUALS:
        left = missing
    elif spec.align == CARET:
        left = missing // 2
    out = StrBuilder(spec.width)
    out.add_repeated(spec.fill, left)
    out.add(s)
    out.add_repeated(spec.fill, missing - left)
    return out.build()


def format_int(w_int: W_AbstractInt, text: W_Str) -> W_Str:
    if text.length == 0:
        return str_w(w_int)
    return format_int_spec(w_int, parse_spec(text, GREATER, type_name(w_int)))


def format_float(w_float: W_Float, text: W_Str) -> W_Str:
    if text.length == 0:
        return str_w(w_float)
    return format_float_spec(w_float.value, parse_spec(text, GREATER, type_name(w_float)), type_name(w_float))


def format_complex(w_complex: W_Complex, text: W_Str) -> W_Str:
    if text.length == 0:
        return str_w(w_complex)
    return format_complex_spec(w_complex, parse_spec(text, GREATER, type_name(w_complex)))


# Layout of numbers


def layout_number(spec: FormatSpec, sign: int, prefix: arr[u8], digits: arr[u8], rest: arr[u8], group: int) -> W_Str:
    """sign, prefix, grouped digits, rest, padded to the width. `group`: digits between separators."""
    fixed = int(len(prefix)) + int(len(rest)) + (0 if sign == NONE else 1)
    least = 0
    if spec.fill == ZERO and spec.align == EQUALS:
        least = spec.width - fixed
    grouped = group_digits(digits, spec.grouping, group, least)
    missing = max(spec.width - fixed - int(len(grouped)), 0)
    left = 0
    inner = 0
    if spec.align == GREATER:
        left = missing
    elif spec.align == CARET:
        left = missing // 2
    elif spec.align == EQUALS:
        inner = missing
    out = StrBuilder(fixed + int(len(grouped)) + missing)
    out.add_repeated(spec.fill, left)
    if sign != NONE:
        out.add_char(sign)
    out.add_ascii(prefix, 0, len(prefix))
    out.add_repeated(spec.fill, inner)
    out.add_ascii(grouped, 0, len(grouped))
    out.add_ascii(rest, 0, len(rest))
    out.add_repeated(spec.fill, missing - left - inner)
    return out.build()


def group_digits(digits: arr[u8], separator: int, group: int, least: int) -> arr[u8]:
    """With separators, and with zeros in front to a width of at least `least`, never a separator first."""
    left = int(len(digits))
    if left == 0 or (separator == NONE and least <= left):
        return digits
    size = group if separator != NONE else 0x7FFFFFFF
    reversed = ByteBuilder(left + left // 3 + 8)
    first = True
    while True:
        if not first:
            reversed.add_byte(separator)
        first = False
        n = min(size, max(max(left, least), 1))
        k = 0
        while k < n:
            left -= 1
            reversed.add_byte(int(digits[left]) if left >= 0 else ZERO)
            k += 1
        least -= n
        if left <= 0 and least <= 0:
            break
        least -= 1
    return backwards(reversed)


def backwards(builder: ByteBuilder) -> arr[u8]:
    n = builder.length
    result = arr[u8](n)
    i = 0
    while i < n:
        result[i] = builder.data[n - 1 - i]
        i += 1
    return result


def sign_char(negative: bool, wanted: int) -> int:
    if negative:
        return MINUS
    return wanted if wanted == PLUS or wanted == BLANK else NONE
