"""`%` formatting: the conversion specifications, argument access and numbers; shared by str and bytes."""

from python.externs import float_format
from python.interpreter.errors import OperationError, overflow_error, type_error, value_error
from python.interpreter.operation import index_w
from python.interpreter.slots import S_GETITEM, S_INDEX, S_INT
from python.objects.base import W_Object
from python.objects.bytearray_ import W_ByteArray
from python.objects.bytes_ import W_Bytes
from python.objects.float_ import W_Float, float_of
from python.objects.format_number import prefix_of, upper_ascii
from python.objects.int_ import W_AbstractInt
from python.objects.int_new import int_of_object
from python.objects.int_text import int_in_base
from python.objects.str_ import W_Str
from python.objects.tuple_ import W_Tuple
from python.objects.type_ import type_name
from python.rlib.builder import ByteBuilder
from python.rlib.text import str_from_ascii, str_from_char, unit_get
from python.rpython import Final, arr, fabs, float_bits, i32, is_inf, is_nan, u8

NONE: Final = -1


class Conversion:
    """One `%[(key)][flags][width][.precision]type`."""

    left: bool
    plus: bool
    blank: bool
    alternate: bool
    zero: bool
    width: int
    precision: int
    kind: int
    w_value: W_Object | None

    def __init__(self) -> None:
        self.left = False
        self.plus = False
        self.blank = False
        self.alternate = False
        self.zero = False
        self.width = NONE
        self.precision = NONE
        self.kind = 0
        self.w_value = None


class PercentParser:
    """Walks the template; the caller copies what stands between conversions."""

    data: Final[arr[u8]]
    unit: Final[int]
    length: Final[int]
    at: int
    w_args: Final[W_Object]
    next_arg: int  # of a tuple; -1: the single argument has been used
    w_mapping: W_Object | None
    what: Final[W_Str]  # "string" or "bytes", for the errors

    def __init__(self, data: arr[u8], unit: int, length: int, w_args: W_Object, what: W_Str) -> None:
        self.data = data
        self.unit = unit
        self.length = length
        self.at = 0
        self.w_args = w_args
        self.next_arg = 0
        self.what = what
        self.w_mapping = None
        if w_args.gettypeobject().slot(S_GETITEM) is not None and not isinstance(w_args, (W_Tuple, W_Str)):
            if not (isinstance(w_args, (W_Bytes, W_ByteArray)) and what is BYTES):
                self.w_mapping = w_args

    def char(self) -> int:
        return unit_get(self.data, self.unit, self.at)

    def next_char(self) -> int:
        if self.at >= self.length:
            raise value_error("incomplete format")
        c = self.char()
        self.at += 1
        return c

    def next_argument(self) -> W_Object:
        w_args = self.w_args
        if isinstance(w_args, W_Tuple):
            if self.next_arg >= len(w_args.items):
                raise type_error("not enough arguments for format string")
            self.next_arg += 1
            return w_args.items[self.next_arg - 1]
        if self.next_arg != 0:
            raise type_error("not enough arguments for format string")
        self.next_arg = 1
        return w_args

    def check_all_used(self) -> None:
        w_args = self.w_args
        if isinstance(w_args, W_Tuple):
            left = self.next_arg < len(w_args.items)
        else:
            left = self.next_arg == 0 and self.w_mapping is None
        if left:
            raise type_error(f"not all arguments converted during {self.what} formatting")

    def find_percent(self) -> int:
        """Index of the next `%`, or the length."""
        i = self.at
        while i < self.length and unit_get(self.data, self.unit, i) != 37:
            i += 1
        return i

    def key_range(self) -> tuple[int, int]:
        """The text between balanced parentheses; `at` is behind the opening one."""
        start = self.at
        depth = 1
        while depth > 0:
            if self.at >= self.length:
                raise value_error("incomplete format key")
            c = self.char()
            self.at += 1
            if c == 40:
                depth += 1
            elif c == 41:
                depth -= 1
        return start, self.at - 1

    def parse_flags(self, conversion: Conversion) -> int:
        """The first character that is no flag."""
        while True:
            c = self.next_char()
            match c:
                case 45:
                    conversion.left = True
                case 43:
                    conversion.plus = True
                case 32:
                    conversion.blank = True
                case 35:
                    conversion.alternate = True
                case 48:
                    conversion.zero = True
                case _:
                    return c

    def parse_number(self, c: int, what: W_Str) -> int:
        """Digits that begin with `c`; the character behind them is read next."""
        value = 0
        while True:
            value = value * 10 + c - 48
            if value > 0x7FFFFFFF:
                raise value_error(f"{what} too big")
            if self.at >= self.length:
                raise value_error("incomplete format")
            c = self.char()
            if c < 48 or c > 57:
                return value
            self.at += 1

    def parse_size(self, conversion: Conversion, c: int) -> int:
        """Width, precision, length modifier; the conversion type."""
        if c == 42:
            conversion.width = self.star()
            if conversion.width < 0:
                conversion.left = True
                conversion.width = -conversion.width
            c = self.next_char()
        elif 48 <= c <= 57:
            conversion.width = self.parse_number(c, "width")
            c = self.next_char()
        if c == 46:
            c = self.next_char()
            conversion.precision = 0
            if c == 42:
                conversion.precision = max(self.star(), 0)
                c = self.next_char()
            elif 48 <= c <= 57:
                conversion.precision = self.parse_number(c, "precision")
                c = self.next_char()
        if c == 104 or c == 108 or c == 76:
            c = self.next_char()
        return c

    def star(self) -> int:
        w_value = self.next_argument()
        if not isinstance(w_value, W_AbstractInt):
            raise type_error("* wants int")
        if not w_value.fits_int() or abs(w_value.as_int()) > 0x7FFFFFFF:
            raise overflow_error("Python int too large to convert to C int")
        return w_value.as_int()

    def unsupported(self, c: int) -> OperationError:
        shown = str_from_char(c) if 31 < c < 127 else "?"
        return value_error(f"unsupported format character '{shown}' ({hex_of(c)}) at index {self.at - 1}")


BYTES: Final = "bytes"


def hex_of(c: int) -> W_Str:
    out = ByteBuilder(8)
    out.add(b"0x")
    shift = 28
    while shift > 0 and (c >> shift) == 0:
        shift -= 4
    while shift >= 0:
        digit = c >> shift & 15
        out.add_byte(48 + digit if digit < 10 else 87 + digit)
        shift -= 4
    return str_from_ascii(out.build())


def format_number(conversion: Conversion) -> arr[u8]:
    """The text of a numeric conversion, zero-padded to the width if asked; blanks are the caller's."""
    match conversion.kind:
        case 100 | 105 | 117 | 111 | 120 | 88:
            return format_integer(conversion)
    return format_real(conversion)


def integer_argument(conversion: Conversion) -> W_AbstractInt:
    w_value = conversion.w_value
    assert w_value is not None
    if isinstance(w_value, W_AbstractInt):
        return w_value
    kind = str_from_char(conversion.kind)
    w_type = w_value.gettypeobject()
    if conversion.kind in (111, 120, 88):
        if w_type.slot(S_INDEX) is None:
            raise type_error(f"%{kind} format: an integer is required, not {type_name(w_value)}")
        return index_w(w_value)
    real = isinstance(w_value, W_Float) or w_type.slot(S_INT) is not None or w_type.slot(S_INDEX) is not None
    if not real:
        raise type_error(f"%{kind} format: a real number is required, not {type_name(w_value)}")
    return int_of_object(w_value)


def format_integer(conversion: Conversion) -> arr[u8]:
    w_int = integer_argument(conversion)
    kind = conversion.kind
    base = 8 if kind == 111 else (16 if kind == 120 or kind == 88 else 10)
    digits = int_in_base(w_int, base)
    if kind == 88:
        digits = upper_ascii(digits)
    prefix = prefix_of(kind) if conversion.alternate and base != 10 else arr[u8](0)
    if int(len(digits)) < conversion.precision:
        padded = ByteBuilder(conversion.precision)
        padded.add_repeated(48, conversion.precision - int(len(digits)))
        padded.add(digits)
        digits = padded.build()
    return assemble(conversion, w_int.sign() < 0, prefix, digits)


def format_real(conversion: Conversion) -> arr[u8]:
    w_value = conversion.w_value
    assert w_value is not None
    x = float_of(w_value)
    kind = conversion.kind
    precision = 6 if conversion.precision == NONE else conversion.precision
    if is_nan(x) or is_inf(x):
        text = b"nan" if is_nan(x) else b"inf"
    else:
        text = float_format(fabs(x), i32(kind | 32), i32(precision), conversion.alternate)
    if kind < 97:
        text = upper_ascii(text)
    return assemble(conversion, float_bits(x) < 0 and not is_nan(x), arr[u8](0), text)


def assemble(conversion: Conversion, negative: bool, prefix: arr[u8], digits: arr[u8]) -> arr[u8]:
    out = ByteBuilder(int(len(digits)) + 8)
    if negative:
        out.add_byte(45)
    elif conversion.plus:
        out.add_byte(43)
    elif conversion.blank:
        out.add_byte(32)
    out.add(prefix)
    if conversion.zero and not conversion.left:
        out.add_repeated(48, conversion.width - out.length - int(len(digits)))
    out.add(digits)
    return out.build()
