"""Bodies of str's methods: splitting, stripping, padding, joining, translation, repr."""

from python.interpreter.errors import OperationError, overflow_error, type_error, value_error
from python.interpreter.iteration import unpack_iterable
from python.interpreter.operation import getitem, is_iterable, str_w
from python.objects.base import W_Object
from python.objects.buffer import buffer_or_none
from python.objects.codecs import decode_bytes
from python.objects.dict_ import W_Dict
from python.objects.exceptions.hierarchy import w_LookupError
from python.objects.int_ import W_AbstractInt, W_Int, small_or_none
from python.objects.singletons import w_None
from python.objects.str_ import W_Str
from python.objects.tuple_ import W_Tuple
from python.objects.type_ import type_name
from python.rlib.list import List
from python.rlib.strsearch import find_char, str_match_at
from python.rlib.text import (
    MAX_CODE_POINT, StrBuilder, copy_units, exact_str, join_array, kind_for, str_from_char, substring, unit_get,
)
from python.rlib.unicode import ALPHA, LINE_BREAK, PRINTABLE, SPACE, flags_of
from python.rpython import Final, arr, cold, u8

SINGLE_QUOTE: Final = 39
DOUBLE_QUOTE: Final = 34
BACKSLASH: Final = 92


def str_of_object(w_obj: W_Object | None, encoding: W_Str | None, errors: W_Str | None) -> W_Str:
    """`str(obj, encoding, errors)`; the result is an exact str unless `__str__` gave a subclass."""
    if encoding is None and errors is None:
        if w_obj is None:
            return ""
        return str_w(w_obj)
    if w_obj is None:
        return ""
    if isinstance(w_obj, W_Str):
        raise type_error("decoding str is not supported")
    data = buffer_or_none(w_obj)
    if data is None:
        raise type_error(f"decoding to str: need a bytes-like object, {type_name(w_obj)} found")
    return decode_bytes(
        data, "utf-8" if encoding is None else encoding, "strict" if errors is None else errors
    )


def find_checked(i: int) -> int:
    if i < 0:
        raise value_error("substring not found")
    return i


def prefix_test(s: W_Str, w_affix: W_Object, start: int, end: int, at_end: bool) -> bool:
    """startswith and endswith within `s[start:end]`."""
    if isinstance(w_affix, W_Str):
        return affix_at(s, w_affix, start, end, at_end)
    name = "endswith" if at_end else "startswith"
    if not isinstance(w_affix, W_Tuple):
        raise type_error(f"{name} first arg must be str or a tuple of str, not {type_name(w_affix)}")
    for w_item in w_affix.items:
        if not isinstance(w_item, W_Str):
            raise type_error(f"tuple for {name} must only contain str, not {type_name(w_item)}")
        if affix_at(s, w_item, start, end, at_end):
            return True
    return False


def affix_at(s: W_Str, affix: W_Str, start: int, end: int, at_end: bool) -> bool:
    if end - start < affix.length:
        return False
    return str_match_at(s, affix, end - int(affix.length) if at_end else start)


def is_space(c: int) -> bool:
    if c < 128:
        return c == 32 or 9 <= c <= 13 or 28 <= c <= 31
    return (flags_of(c) & SPACE) != 0


def split_whitespace(s: W_Str, limit: int) -> List[W_Str]:
    pieces = List[W_Str]()
    n = int(s.length)
    i = 0
    while True:
        while i < n and is_space(s.char_at(i)):
            i += 1
        if i == n:
            return pieces
        if limit == 0:
            break
        start = i
        while i < n and not is_space(s.char_at(i)):
            i += 1
        pieces.append(substring(s, start, i))
        limit -= 1
    pieces.append(substring(s, i, n))
    return pieces


def rsplit_whitespace(s: W_Str, limit: int) -> List[W_Str]:
    """The pieces from the right, in that order."""
    pieces = List[W_Str]()
    i = int(s.length)
    while True:
        while i > 0 and is_space(s.char_at(i - 1)):
            i -= 1
        if i == 0:
            return pieces
        if limit == 0:
            break
        end = i
        while i > 0 and not is_space(s.char_at(i - 1)):
            i -= 1
        pieces.append(substring(s, i, end))
        limit -= 1
    pieces.append(substring(s, 0, i))
    return pieces


def is_line_break(c: int) -> bool:
    if c < 128:
        return 10 <= c <= 13 or 28 <= c <= 30
    return (flags_of(c) & LINE_BREAK) != 0


def split_lines(s: W_Str, keep_ends: bool) -> List[W_Str]:
    pieces = List[W_Str]()
    n = int(s.length)
    i = 0
    while i < n:
        start = i
        while i < n and not is_line_break(s.char_at(i)):
            i += 1
        end = i
        if i < n:
            i += 2 if s.char_at(i) == 13 and i + 1 < n and s.char_at(i + 1) == 10 else 1
            if keep_ends:
                end = i
        pieces.append(substring(s, start, end))
    return pieces


def strip_argument(s: W_Str, w_chars: W_Object | None, left: bool, right: bool, name: W_Str) -> W_Str:
    if w_chars is None or w_chars is w_None:
        return strip_space(s, left, right)
    if not isinstance(w_chars, W_Str):
        raise type_error(f"{name} arg must be None or str, not {type_name(w_chars)}")
    start = 0
    end = int(s.length)
    if left:
        while start < end and has_char(w_chars, s.char_at(start)):
            start += 1
    if right:
        while end > start and has_char(w_chars, s.char_at(end - 1)):
            end -= 1
    return substring(s, start, end)


def has_char(s: W_Str, c: int) -> bool:
    return find_char(s.data, s.kind, 0, s.length, c) >= 0


def strip_space(s: W_Str, left: bool, right: bool) -> W_Str:
    start = 0
    end = int(s.length)
    if left:
        while start < end and is_space(s.char_at(start)):
            start += 1
    if right:
        while end > start and is_space(s.char_at(end - 1)):
            end -= 1
    return substring(s, start, end)


def str_argument(w_fill: W_Object) -> int:
    """The fill character of center, ljust, rjust."""
    if not isinstance(w_fill, W_Str):
        raise type_error(f"The fill character must be a unicode character, not {type_name(w_fill)}")
    if w_fill.length != 1:
        raise type_error("The fill character must be exactly one character long")
    return w_fill.char_at(0)


def pad(s: W_Str, left: int, right: int, fill: int) -> W_Str:
    left = max(left, 0)
    right = max(right, 0)
    if left == 0 and right == 0:
        return exact_str(s)
    n = int(s.length)
    if left + right + n > 0x7FFFFFFF:
        raise overflow_error("padded string is too long")
    out = StrBuilder(n + left + right)
    out.add_repeated(fill, left)
    out.add(s)
    out.add_repeated(fill, right)
    return out.build()


def zero_fill(s: W_Str, width: int) -> W_Str:
    n = int(s.length)
    if width <= n:
        return exact_str(s)
    out = StrBuilder(width)
    first = 0
    if n > 0 and s.char_at(0) in (43, 45):
        out.add_slice(s, 0, 1)
        first = 1
    out.add_repeated(48, width - n)
    out.add_slice(s, first, n)
    return out.build()


def expand_tabs(s: W_Str, size: int) -> W_Str:
    if not has_char(s, 9):
        return exact_str(s)
    out = StrBuilder(int(s.length) + 16)
    column = 0
    i = 0
    while i < s.length:
        c = s.char_at(i)
        if c == 9:
            if size > 0:
                step = size - column % size
                out.add_repeated(32, step)
                column += step
        else:
            out.add_char(c)
            column = 0 if c == 10 or c == 13 else column + 1
        i += 1
    return out.build()


def all_chars(s: W_Str, wanted: int) -> bool:
    """Whether the string is not empty and every character has one of the properties."""
    n = int(s.length)
    i = 0
    while i < n:
        if (flags_of(s.char_at(i)) & wanted) == 0:
            return False
        i += 1
    return n > 0


def join_strings(sep: W_Str, w_iterable: W_Object) -> W_Str:
    if not is_iterable(w_iterable):
        raise type_error("can only join an iterable")
    parts = unpack_iterable(w_iterable)
    n = int(len(parts))
    strings = arr[W_Str](n)
    i = 0
    while i < n:
        w_item = parts[i]
        if not isinstance(w_item, W_Str):
            raise type_error(f"sequence item {i}: expected str instance, {type_name(w_item)} found")
        strings[i] = w_item
        i += 1
    return join_array(sep, strings, n)


# repr

def repr_of_str(s: W_Str) -> W_Str:
    quote = SINGLE_QUOTE
    if has_char(s, SINGLE_QUOTE) and not has_char(s, DOUBLE_QUOTE):
        quote = DOUBLE_QUOTE
    out = StrBuilder(int(s.length) + 2)
    out.add_char(quote)
    i = 0
    while i < s.length:
        add_repr_char(out, s.char_at(i), quote)
        i += 1
    out.add_char(quote)
    return out.build()


def add_repr_char(out: StrBuilder, c: int, quote: int) -> None:
    if c == quote or c == BACKSLASH:
        out.add_char(BACKSLASH)
        out.add_char(c)
    elif 32 <= c < 127:
        out.add_char(c)
    elif c == 10:
        out.add("\\n")
    elif c == 13:
        out.add("\\r")
    elif c == 9:
        out.add("\\t")
    elif c > 127 and (flags_of(c) & PRINTABLE) != 0:
        out.add_char(c)
    else:
        add_escape(out, c)


def add_escape(out: StrBuilder, c: int) -> None:
    r"""`\xhh`, `\uhhhh` or `\Uhhhhhhhh`, the shortest that holds `c`."""
    out.add_char(BACKSLASH)
    if c < 0x100:
        out.add_char(120)
        add_hex(out, c, 2)
    elif c < 0x10000:
        out.add_char(117)
        add_hex(out, c, 4)
    else:
        out.add_char(85)
        add_hex(out, c, 8)


def add_hex(out: StrBuilder, value: int, digits: int) -> None:
    shift = (digits - 1) * 4
    while shift >= 0:
        digit = value >> shift & 15
        out.add_char(48 + digit if digit < 10 else 87 + digit)
        shift -= 4


def ascii_of_str(s: W_Str) -> W_Str:
    """Escapes what is not ascii, as `ascii()` does with a repr."""
    if s.ascii:
        return s
    out = StrBuilder(int(s.length) + 16)
    i = 0
    while i < s.length:
        c = s.char_at(i)
        if c < 128:
            out.add_char(c)
        else:
            add_escape(out, c)
        i += 1
    return out.build()


# translate

def translate_str(s: W_Str, w_table: W_Object) -> W_Str:
    out = StrBuilder(s.length)
    i = 0
    while i < s.length:
        c = s.char_at(i)
        w_to = table_entry(w_table, c)
        if w_to is None:
            out.add_char(c)
        else:
            add_translation(out, w_to)
        i += 1
    return out.build()


def table_entry(w_table: W_Object, c: int) -> W_Object | None:
    """What the table says of a character; a LookupError means "leave it"."""
    try:
        return getitem(w_table, W_Int(c))
    except OperationError as e:
        if not e.match(w_LookupError):
            raise
        return None


def add_translation(out: StrBuilder, w_to: W_Object) -> None:
    if w_to is w_None:
        return
    if isinstance(w_to, W_Str):
        out.add(w_to)
    elif isinstance(w_to, W_AbstractInt):
        c = small_or_none(w_to, -1)
        if c < 0 or c > MAX_CODE_POINT:
            raise value_error("character mapping must be in range(0x110000)")
        out.add_char(c)
    else:
        raise type_error("character mapping must return integer, None or str")


def make_translation(w_x: W_Object, w_y: W_Object | None, w_z: W_Object | None) -> W_Object:
    if w_y is None:
        if not isinstance(w_x, W_Dict):
            raise type_error("if you give only one argument to maketrans it must be a dict")
        return translation_of_dict(w_x)
    if not isinstance(w_x, W_Str):
        raise type_error("first maketrans argument must be a string if there is a second argument")
    if not isinstance(w_y, W_Str):
        raise type_error(f"maketrans() argument 2 must be str, not {type_name(w_y)}")
    if w_x.length != w_y.length:
        raise value_error("the first two maketrans arguments must have equal length")
    w_result = W_Dict()
    i = 0
    while i < w_x.length:
        w_result.setitem(W_Int(w_x.char_at(i)), W_Int(w_y.char_at(i)))
        i += 1
    if w_z is not None:
        if not isinstance(w_z, W_Str):
            raise type_error(f"maketrans() argument 3 must be str, not {type_name(w_z)}")
        i = 0
        while i < w_z.length:
            w_result.setitem(W_Int(w_z.char_at(i)), w_None)
            i += 1
    return w_result


def translation_of_dict(w_dict: W_Dict) -> W_Object:
    w_result = W_Dict()
    cursor = w_dict.cursor()
    while cursor.advance():
        w_key = cursor.key()
        if isinstance(w_key, W_Str):
            if w_key.length != 1:
                raise value_error("string keys in translatetable must be of length 1")
            w_result.setitem(W_Int(w_key.char_at(0)), cursor.value())
        elif isinstance(w_key, W_AbstractInt):
            w_result.setitem(w_key, cursor.value())
        else:
            raise type_error("keys in translate table must be strings or integers")
    return w_result
