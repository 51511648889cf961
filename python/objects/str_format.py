"""str.format: replacement fields, their look-up, nested specifications."""

from python.interpreter.attributes import get_attr
from python.interpreter.errors import OperationError, index_error, key_error, value_error
from python.interpreter.operation import format_w, getitem, repr_w, str_w
from python.objects.base import W_Object
from python.objects.dict_ import W_Dict
from python.objects.format_spec import add_hex_number
from python.objects.int_ import W_Int
from python.objects.str_ import W_Str
from python.objects.str_methods import ascii_of_str
from python.rlib.text import StrBuilder, str_from_char, substring
from python.rpython import Final, arr

OPEN: Final = 123
CLOSE: Final = 125
BRACKET: Final = 91
NOT_NUMBER: Final = -1
UNDECIDED: Final = 0
AUTOMATIC: Final = 1
MANUAL: Final = 2


def format_fields(s: W_Str, args: arr[W_Object] | None, w_kwargs: W_Object) -> W_Str:
    """`s.format(*args, **kwargs)`; without `args` it is `format_map`."""
    return Formatter(args, w_kwargs).run(s, 2)


class Formatter:
    args: Final[arr[W_Object] | None]
    w_kwargs: Final[W_Object]
    numbering: int
    next_auto: int

    def __init__(self, args: arr[W_Object] | None, w_kwargs: W_Object) -> None:
        self.args = args
        self.w_kwargs = w_kwargs
        self.numbering = UNDECIDED
        self.next_auto = 0

    def run(self, s: W_Str, depth: int) -> W_Str:
        """Replaces the fields of `s`; `depth` levels of nesting are allowed."""
        if depth == 0:
            raise value_error("Max string recursion exceeded")
        out = StrBuilder(int(s.length) + 16)
        n = int(s.length)
        i = 0
        while i < n:
            c = s.char_at(i)
            if c != OPEN and c != CLOSE:
                start = i
                while i < n and s.char_at(i) != OPEN and s.char_at(i) != CLOSE:
                    i += 1
                out.add_slice(s, start, i)
                continue
            if i + 1 < n and s.char_at(i + 1) == c:
                out.add_char(c)
                i += 2
                continue
            if c == CLOSE:
                raise value_error("Single '}' encountered in format string")
            if i + 1 == n:
                raise value_error("Single '{' encountered in format string")
            end = field_end(s, i + 1)
            self.replace_field(out, substring(s, i + 1, end), depth)
            i = end + 1
        return out.build()

    def replace_field(self, out: StrBuilder, field: W_Str, depth: int) -> None:
        """`name[!conversion][:spec]`"""
        n = int(field.length)
        at = name_end(field)
        name = substring(field, 0, at)
        conversion = 0
        spec: W_Str = ""
        if at < n and field.char_at(at) == 33:
            if at + 1 >= n:
                raise value_error("unmatched '{' in format spec")
            conversion = field.char_at(at + 1)
            at += 2
            if at < n and field.char_at(at) != 58:
                raise value_error("expected ':' after conversion specifier")
        if at < n:
            spec = substring(field, at + 1, n)
        w_value = converted(self.look_up(name), conversion)
        if has_braces(spec):
            spec = self.run(spec, depth - 1)
        out.add(format_w(w_value, spec))

    def look_up(self, name: W_Str) -> W_Object:
        n = int(name.length)
        i = 0
        while i < n and name.char_at(i) != 46 and name.char_at(i) != BRACKET:
            i += 1
        w_obj = self.first(substring(name, 0, i))
        while i < n:
            if name.char_at(i) == 46:
                start = i + 1
                i = start
                while i < n and name.char_at(i) != 46 and name.char_at(i) != BRACKET:
                    i += 1
                if i == start:
                    raise value_error("Empty attribute in format string")
                w_obj = get_attr(w_obj, substring(name, start, i))
            else:
                start = i + 1
                end = bracket_end(name, start)
                w_obj = getitem(w_obj, subscript(substring(name, start, end)))
                i = end + 1
                if i < n and name.char_at(i) != 46 and name.char_at(i) != BRACKET:
                    raise value_error("Only '.' or '[' may follow ']' in format field specifier")
        return w_obj

    def first(self, name: W_Str) -> W_Object:
        """What the first part of a field names: an argument by number, by keyword, or the next one."""
        index = field_number(name)
        if name.length == 0:
            self.set_numbering(AUTOMATIC)
            index = self.next_auto
            self.next_auto += 1
        elif index != NOT_NUMBER:
            self.set_numbering(MANUAL)
        if index == NOT_NUMBER:
            return self.keyword(name)
        args = self.args
        if args is None:
            raise value_error("Format string contains positional fields")
        if index >= len(args):
            raise index_error(f"Replacement index {index} out of range for positional args tuple")
        return args[index]

    def set_numbering(self, numbering: int) -> None:
        if self.numbering == UNDECIDED:
            self.numbering = numbering
        elif self.numbering != numbering:
            if numbering == AUTOMATIC:
                raise value_error("cannot switch from manual field specification to automatic field numbering")
            raise value_error("cannot switch from automatic field numbering to manual field specification")

    def keyword(self, name: W_Str) -> W_Object:
        w_kwargs = self.w_kwargs
        if isinstance(w_kwargs, W_Dict) and self.args is not None:
            w_value = w_kwargs.get_str(name)
            if w_value is None:
                raise key_error(name)
            return w_value
        return getitem(w_kwargs, name)


def field_end(s: W_Str, i: int) -> int:
    """Index of the brace that closes the field beginning at `i`. Braces in a subscript do not count."""
    n = int(s.length)
    depth = 1
    in_bracket = False
    in_name = True
    while i < n:
        c = s.char_at(i)
        if in_bracket:
            in_bracket = c != 93
        elif c == BRACKET and in_name and depth == 1:
            in_bracket = True
        elif c == OPEN:
            if in_name:
                raise value_error("unexpected '{' in field name")
            depth += 1
        elif c == CLOSE:
            depth -= 1
            if depth == 0:
                return i
        elif c == 58 or c == 33:
            in_name = False
        i += 1
    if in_name:
        raise value_error("expected '}' before end of string")
    raise value_error("unmatched '{' in format spec")


def name_end(field: W_Str) -> int:
    """Index of the `!` or `:` behind the name, which may contain them within brackets."""
    n = int(field.length)
    in_bracket = False
    i = 0
    while i < n:
        c = field.char_at(i)
        if in_bracket:
            in_bracket = c != 93
        elif c == BRACKET:
            in_bracket = True
        elif c == 58 or c == 33:
            return i
        i += 1
    return n


def bracket_end(name: W_Str, i: int) -> int:
    n = int(name.length)
    start = i
    while i < n and name.char_at(i) != 93:
        i += 1
    if i == n:
        raise value_error("Missing ']' in format string")
    if i == start:
        raise value_error("Empty attribute in format string")
    return i


def field_number(name: W_Str) -> int:
    """The value of decimal digits; NOT_NUMBER for anything else."""
    n = int(name.length)
    if n == 0:
        return NOT_NUMBER
    value = 0
    i = 0
    while i < n:
        c = name.char_at(i)
        if c < 48 or c > 57:
            return NOT_NUMBER
        value = value * 10 + c - 48
        if value > 0x7FFFFFFF:
            raise value_error("Too many decimal digits in format string")
        i += 1
    return value


def subscript(text: W_Str) -> W_Object:
    """Digits are an int, anything else a str."""
    number = field_number(text)
    if number == NOT_NUMBER:
        return text
    return W_Int(number)


def has_braces(s: W_Str) -> bool:
    i = 0
    while i < s.length:
        if s.char_at(i) == OPEN or s.char_at(i) == CLOSE:
            return True
        i += 1
    return False


def converted(w_value: W_Object, conversion: int) -> W_Object:
    match conversion:
        case 0:
            return w_value
        case 114:
            return repr_w(w_value)
        case 115:
            return str_w(w_value)
        case 97:
            return ascii_of_str(repr_w(w_value))
    raise unknown_conversion(conversion)


def unknown_conversion(c: int) -> OperationError:
    if 32 < c < 127:
        return value_error(f"Unknown conversion specifier {str_from_char(c)}")
    out = StrBuilder(40)
    out.add("Unknown conversion specifier \\x")
    add_hex_number(out, c)
    return value_error(out.build())
