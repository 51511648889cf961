"""_json, reading: scanstring and the scanner (`Modules/_json.c` gives messages and positions)."""

from python.importing.importer import import_module
from python.interpreter.attributes import get_attr
from python.interpreter.calling import call, call1
from python.interpreter.errors import OperationError, recursion_error, stop_iteration, type_error, value_error
from python.interpreter.frame import ec
from python.interpreter.operation import int_of, is_true, wrap_bool
from python.objects.base import W_Object
from python.objects.dict_ import W_Dict
from python.objects.exceptions.base import W_BaseException
from python.objects.float_ import W_Float
from python.objects.float_text import parse_float
from python.objects.int_ import W_AbstractInt, W_Int
from python.objects.int_text import parse_int
from python.objects.list_ import W_List
from python.objects.module_ import W_Module
from python.objects.singletons import w_False, w_None, w_True
from python.objects.str_ import W_Str
from python.objects.tuple_ import new_tuple
from python.objects.type_ import W_Type, type_name
from python.rlib.strsearch import str_match_at
from python.rlib.text import StrBuilder, substring
from python.rpython import Final, arr, builtin, builtin_function, cast, getset, pytype, stack_low, typeof, u8

MODULE: Final = "_json"
QUOTE: Final = 34
BACKSLASH: Final = 92


def init_module(w_module: W_Module) -> None:
    w_module.attr_set("make_scanner", typeof(W_Scanner))


def decode_error(msg: str, s: W_Str, at: int) -> OperationError:
    """JSONDecodeError(msg, s, at)"""
    w_class = get_attr(import_module("json.decoder"), "JSONDecodeError")
    return OperationError(cast(W_BaseException, call(w_class, [msg, s, W_Int(at)])))


class Position:
    """Where reading goes on."""

    at: int

    def __init__(self, at: int) -> None:
        self.at = at


# Strings.


@builtin_function
def scanstring(string: W_Object, end: W_Object, strict: bool = True, /) -> W_Object:
    """scanstring(string, end, strict=True) -> (string, end)

    Scan the string s for a JSON string. End is the index of the
    character in s after the quote that started the JSON string.
    Unescapes all valid JSON string escape sequences and raises ValueError
    on attempt to decode an invalid string. If strict is False then literal
    control characters are allowed in the string.

    Returns a tuple of the decoded string and the index of the character in s
    after the end quote."""
    at = int_of(end)
    if not isinstance(string, W_Str):
        raise type_error(f"first argument must be a string, not {type_name(string)}")
    position = Position(at)
    w_result = scan_string(string, strict, position)
    return new_tuple([w_result, W_Int(position.at)])


def plain_end(s: W_Str, at: int, strict: bool) -> int:
    """The first place from `at` on that is not to be copied: quote, backslash, control character or the end."""
    n = int(s.length)
    if s.kind == 1:
        data = s.data
        while at < n:
            c = int(data[at])
            if c == QUOTE or c == BACKSLASH or (c < 32 and strict):
                return at
            at += 1
        return at
    while at < n:
        c = s.char_at(at)
        if c == QUOTE or c == BACKSLASH or (c < 32 and strict):
            return at
        at += 1
    return at


def scan_string(s: W_Str, strict: bool, position: Position) -> W_Str:
    """The string whose first character is at the position; leaves it behind the closing quote."""
    start = position.at
    if start < 0 or start > s.length:
        raise value_error("end is out of bounds")
    end = plain_end(s, start, strict)
    if end < s.length and s.char_at(end) == QUOTE:
        position.at = end + 1
        return substring(s, start, end)
    out = StrBuilder(end - start + 16)
    out.add_slice(s, start, end)
    while True:
        if end >= s.length:
            raise decode_error("Unterminated string starting at", s, start - 1)
        c = s.char_at(end)
        if c == QUOTE:
            position.at = end + 1
            return out.build()
        if c != BACKSLASH:
            raise decode_error("Invalid control character at", s, end)
        position.at = end + 1
        out.add_char(scan_escape(s, start, position))
        end = plain_end(s, position.at, strict)
        out.add_slice(s, position.at, end)


def scan_escape(s: W_Str, start: int, position: Position) -> int:
    """The character that the escape sequence behind a backslash stands for."""
    at = position.at
    if at >= s.length:
        raise decode_error("Unterminated string starting at", s, start - 1)
    c = s.char_at(at)
    position.at = at + 1
    match c:
        case 34 | 92 | 47:
            return c
        case 98:
            return 8
        case 102:
            return 12
        case 110:
            return 10
        case 114:
            return 13
        case 116:
            return 9
        case 117:
            return scan_code_point(s, at + 1, position)
    raise decode_error("Invalid \\escape", s, at - 1)


def scan_code_point(s: W_Str, at: int, position: Position) -> int:
    high = hex4(s, at)
    if high < 0:
        raise decode_error("Invalid \\uXXXX escape", s, at - 1)
    position.at = at + 4
    if 0xD800 <= high <= 0xDBFF and at + 9 < s.length:
        if s.char_at(at + 4) == BACKSLASH and s.char_at(at + 5) == 117:
            low = hex4(s, at + 6)
            if 0xDC00 <= low <= 0xDFFF:
                position.at = at + 10
                return 0x10000 + ((high - 0xD800) << 10 | low - 0xDC00)
    return high


def hex4(s: W_Str, at: int) -> int:
    """The value of four hexadecimal digits that are not the last of the text; -1: there are none."""
    if at + 4 >= s.length:
        return -1
    value = 0
    for i in range(4):
        digit = hex_value(s.char_at(at + i))
        if digit < 0:
            return -1
        value = value << 4 | digit
    return value


def hex_value(c: int) -> int:
    if 48 <= c <= 57:
        return c - 48
    c = c | 32
    if 97 <= c <= 102:
        return c - 87
    return -1


# Values.


@pytype("_json.Scanner")
class W_Scanner(W_Object):
    """JSON scanner object"""

    is_strict: bool
    w_object_hook: W_Object
    w_pairs_hook: W_Object
    w_parse_float: W_Object
    w_parse_int: W_Object
    w_parse_constant: W_Object

    def __init__(self, w_context: W_Object) -> None:
        self.is_strict = is_true(get_attr(w_context, "strict"))
        self.w_object_hook = get_attr(w_context, "object_hook")
        self.w_pairs_hook = get_attr(w_context, "object_pairs_hook")
        self.w_parse_float = get_attr(w_context, "parse_float")
        self.w_parse_int = get_attr(w_context, "parse_int")
        self.w_parse_constant = get_attr(w_context, "parse_constant")

    @builtin("__new__", static=True)
    def descr_new(w_type: W_Type, context: W_Object) -> W_Object:
        return W_Scanner(context)

    @builtin("__call__")
    def descr_call(self, string: W_Object, idx: int) -> W_Object:
        """Call self as a function."""
        if not isinstance(string, W_Str):
            raise type_error(f"first argument must be a string, not {type_name(string)}")
        position = Position(idx)
        w_value = self.value(string, position, W_Dict())
        return new_tuple([w_value, W_Int(position.at)])

    @getset
    def strict(self) -> W_Object:
        """strict"""
        return wrap_bool(self.is_strict)

    @getset
    def object_hook(self) -> W_Object:
        """object_hook"""
        return self.w_object_hook

    @getset
    def object_pairs_hook(self) -> W_Object:
        return self.w_pairs_hook

    @getset("parse_float")
    def get_parse_float(self) -> W_Object:
        """parse_float"""
        return self.w_parse_float

    @getset("parse_int")
    def get_parse_int(self) -> W_Object:
        """parse_int"""
        return self.w_parse_int

    @getset
    def parse_constant(self) -> W_Object:
        """parse_constant"""
        return self.w_parse_constant

    def value(self, s: W_Str, position: Position, w_memo: W_Dict) -> W_Object:
        at = position.at
        if at < 0:
            raise value_error("idx cannot be negative")
        if at >= s.length:
            raise stop_iteration(W_Int(at))
        c = s.char_at(at)
        match c:
            case 34:
                position.at = at + 1
                return scan_string(s, self.is_strict, position)
            case 123:
                enter(" while decoding a JSON object from a unicode string")
                position.at = at + 1
                try:
                    return self.read_object(s, position, w_memo)
                finally:
                    ec.depth -= 1
            case 91:
                enter(" while decoding a JSON array from a unicode string")
                position.at = at + 1
                try:
                    return self.read_array(s, position, w_memo)
                finally:
                    ec.depth -= 1
            case 110:
                if str_match_at(s, "null", at):
                    position.at = at + 4
                    return w_None
            case 116:
                if str_match_at(s, "true", at):
                    position.at = at + 4
                    return w_True
            case 102:
                if str_match_at(s, "false", at):
                    position.at = at + 5
                    return w_False
            case 78:
                if str_match_at(s, "NaN", at):
                    return self.constant("NaN", position)
            case 73:
                if str_match_at(s, "Infinity", at):
                    return self.constant("Infinity", position)
            case 45:
                if str_match_at(s, "-Infinity", at):
                    return self.constant("-Infinity", position)
        return self.number(s, position)

    def constant(self, name: str, position: Position) -> W_Object:
        position.at += int(len(name))
        return call1(self.w_parse_constant, name)

    def read_object(self, s: W_Str, position: Position, w_memo: W_Dict) -> W_Object:
        has_pairs = self.w_pairs_hook is not w_None
        w_pairs = W_List()
        w_dict = W_Dict()
        position.at = skip_space(s, position.at)
        if char_or_end(s, position.at) != 125:
            while True:
                w_key = self.read_key(s, position, w_memo)
                w_value = self.value(s, position, w_memo)
                if has_pairs:
                    w_pairs.append_w(new_tuple([w_key, w_value]))
                else:
                    w_dict.setitem(w_key, w_value)
                if not another(s, position, 125, "object"):
                    break
        position.at += 1
        if has_pairs:
            return call1(self.w_pairs_hook, w_pairs)
        if self.w_object_hook is not w_None:
            return call1(self.w_object_hook, w_dict)
        return w_dict

    def read_key(self, s: W_Str, position: Position, w_memo: W_Dict) -> W_Object:
        """A key and the colon; equal keys of one document are one object."""
        at = position.at
        if char_or_end(s, at) != QUOTE:
            raise decode_error("Expecting property name enclosed in double quotes", s, at)
        position.at = at + 1
        key = scan_string(s, self.is_strict, position)
        at = skip_space(s, position.at)
        if char_or_end(s, at) != 58:
            raise decode_error("Expecting ':' delimiter", s, at)
        position.at = skip_space(s, at + 1)
        w_known = w_memo.get_str(key)
        if w_known is not None:
            return w_known
        w_memo.set_str(key, key)
        return key

    def read_array(self, s: W_Str, position: Position, w_memo: W_Dict) -> W_Object:
        w_list = W_List()
        position.at = skip_space(s, position.at)
        if char_or_end(s, position.at) != 93:
            while True:
                w_list.append_w(self.value(s, position, w_memo))
                if not another(s, position, 93, "array"):
                    break
        position.at += 1
        return w_list

    def number(self, s: W_Str, position: Position) -> W_Object:
        start = position.at
        end, is_float = number_end(s, start)
        if end < 0:
            raise stop_iteration(W_Int(start))
        position.at = end
        if is_float:
            if self.w_parse_float is typeof(W_Float):
                return W_Float(parse_float(ascii_of(s, start, end), w_None))
            return call1(self.w_parse_float, substring(s, start, end))
        if self.w_parse_int is typeof(W_AbstractInt):
            return parse_integer(s, start, end)
        return call1(self.w_parse_int, substring(s, start, end))


def enter(where: str) -> None:
    if ec.depth >= ec.limit or stack_low():
        raise recursion_error("maximum recursion depth exceeded" + where)
    ec.depth += 1


def skip_space(s: W_Str, at: int) -> int:
    n = int(s.length)
    while at < n:
        c = s.char_at(at)
        if c != 32 and c != 10 and c != 9 and c != 13:
            break
        at += 1
    return at


def char_or_end(s: W_Str, at: int) -> int:
    """-1 at the end."""
    return s.char_at(at) if at < s.length else -1


def another(s: W_Str, position: Position, close: int, what: str) -> bool:
    """Behind an item: whether one more follows; the position is then at it, otherwise at the closing bracket."""
    at = skip_space(s, position.at)
    position.at = at
    c = char_or_end(s, at)
    if c == close:
        return False
    if c != 44:
        raise decode_error("Expecting ',' delimiter", s, at)
    position.at = skip_space(s, at + 1)
    if char_or_end(s, position.at) == close:
        raise decode_error(f"Illegal trailing comma before end of {what}", s, at)
    return True


def is_digit(c: int) -> bool:
    return 48 <= c <= 57


def digits_end(s: W_Str, at: int) -> int:
    while at < s.length and is_digit(s.char_at(at)):
        at += 1
    return at


def number_end(s: W_Str, at: int) -> tuple[int, bool]:
    """Where the number ends (-1: there is none) and whether it has a fraction or an exponent."""
    if char_or_end(s, at) == 45:
        at += 1
    first = char_or_end(s, at)
    if not is_digit(first):
        return -1, False
    at = at + 1 if first == 48 else digits_end(s, at)
    is_float = False
    if char_or_end(s, at) == 46 and is_digit(char_or_end(s, at + 1)):
        is_float = True
        at = digits_end(s, at + 1)
    c = char_or_end(s, at)
    if c == 101 or c == 69:
        exponent = at + 1
        sign = char_or_end(s, exponent)
        if sign == 43 or sign == 45:
            exponent += 1
        end = digits_end(s, exponent)
        if end > exponent:
            return end, True
    return at, is_float


def ascii_of(s: W_Str, start: int, end: int) -> arr[u8]:
    d = arr[u8](end - start)
    for i in range(end - start):
        d[i] = s.char_at(start + i)
    return d


def parse_integer(s: W_Str, start: int, end: int) -> W_Object:
    if end - start > 18:
        return parse_int(ascii_of(s, start, end), 10, w_None)
    negative = s.char_at(start) == 45
    at = start + 1 if negative else start
    value = 0
    while at < end:
        value = value * 10 + s.char_at(at) - 48
        at += 1
    return W_Int(-value if negative else value)
