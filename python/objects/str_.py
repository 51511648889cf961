"""str: immutable code points in units of 1, 2 or 4 bytes (messages blessed from CPython 3.14).

This file has the class and its special methods' entry points; the work is done in `python/rlib/text.py`
(units, slices), `strsearch.py`, and `python/objects/str_*.py` (case, splitting, formatting).
"""

from python.interpreter.errors import memory_error, type_error, value_error
from python.interpreter.operation import wrap_bool
from python.objects.base import W_Object
from python.objects.codecs import encode_object
from python.objects.dict_ import W_Dict
from python.objects.format_spec import format_str
from python.objects.iterator import IteratorMixin
from python.objects.list_ import list_of_strings
from python.objects.percent import percent_format_str
from python.objects.singletons import w_None, w_NotImplemented
from python.objects.slice_ import W_Slice, clamp_end, clamp_start, item_index, repeat_count
from python.objects.str_case import (
    casefold, capitalize, is_identifier, is_lower, is_title, is_upper, lower, swapcase, title, upper,
)
from python.objects.str_format import format_fields
from python.objects.str_methods import (
    all_chars, expand_tabs, find_checked, join_strings, make_translation, pad, prefix_test, repr_of_str,
    split_lines, split_whitespace, rsplit_whitespace, str_argument, str_of_object, strip_argument, translate_str,
    zero_fill,
)
from python.objects.tuple_ import new_tuple
from python.objects.type_ import W_Type, type_name
from python.objects.usermixin import UserMixin
from python.rlib.siphash import siphash13
from python.rlib.strsearch import (
    str_contains, str_count, str_find, str_match_at, str_replace, str_rfind, str_rsplit, str_split,
)
from python.rlib.text import (
    concat2, exact_str, repeat, str_compare, str_eq, str_from_char, str_from_units, substring, unit_get, unit_set,
)
from python.rlib.unicode import ALPHA, DECIMAL, DIGIT, NUMERIC, PRINTABLE, SPACE
from python.rpython import abstract, arr, builtin, Final, has_class, i32, inline, lang, pytype, typeof, u8

# CPython's keys under PYTHONHASHSEED=0.
HASH_KEY0: Final = 0
HASH_KEY1: Final = 0
MAX_LENGTH: Final = 0x7FFFFFFF


@lang("str")
@pytype("str")
class W_Str(W_Object):
    """str(object='') -> str
    str(bytes_or_buffer[, encoding[, errors]]) -> str

    Create a new string object from the given object. If encoding or
    errors is specified, then the object must expose a data buffer
    that will be decoded using the given encoding and error handler.
    Otherwise, returns the result of object.__str__() (if defined)
    or repr(object).
    encoding defaults to 'utf-8'.
    errors defaults to 'strict'.
    """

    data: arr[u8]
    kind: i32
    length: i32
    ascii: bool
    hash: int

    def __init__(self, data: arr[u8], kind: i32, length: i32, ascii: bool) -> None:
        self.data = data
        self.kind = kind
        self.length = length
        self.ascii = ascii
        self.hash = 0

    @inline
    def is_exact(self) -> bool:
        """Whether this is a `str` and not an instance of a subclass."""
        return has_class(self, W_Str)

    @inline
    def __len__(self) -> i32:
        return self.length

    def char_at(self, i: int) -> int:
        """The code point at `0 <= i < length`."""
        return unit_get(self.data, self.kind, i)

    def slice(self, start: int, end: int) -> W_Str:
        return substring(self, start, end)

    def __contains__(self, sub: W_Str) -> bool:
        return str_contains(self, sub)

    def startswith(self, prefix: W_Str) -> bool:
        return str_match_at(self, prefix, 0)

    def endswith(self, suffix: W_Str) -> bool:
        return str_match_at(self, suffix, int(self.length) - int(suffix.length))

    def find(self, sub: W_Str) -> int:
        return str_find(self, sub, 0, self.length)

    def rfind(self, sub: W_Str) -> int:
        return str_rfind(self, sub, 0, self.length)

    # Special methods

    @builtin("__new__", static=True)
    def descr_new(
        w_type: W_Type,
        object: W_Object | None = None,
        encoding: str | None = None,
        errors: str | None = None,
    ) -> W_Object:
        s = str_of_object(object, encoding, errors)
        if w_type is typeof(W_Str):
            return s
        w_result = W_StrUser(s.data, s.kind, s.length, s.ascii)
        w_result.init_user(w_type)
        return w_result

    @builtin("__repr__")
    def descr_repr(self) -> W_Object:
        return repr_of_str(self)

    @builtin("__str__")
    def descr_str(self) -> W_Object:
        return exact_str(self)

    @builtin("__hash__")
    def descr_hash(self) -> int:
        return str_hash(self)

    @builtin("__eq__")
    def descr_eq(self, value: W_Object, /) -> W_Object:
        if not isinstance(value, W_Str):
            return w_NotImplemented
        return wrap_bool(str_eq(self, value))

    @builtin("__ne__")
    def descr_ne(self, value: W_Object, /) -> W_Object:
        if not isinstance(value, W_Str):
            return w_NotImplemented
        return wrap_bool(not str_eq(self, value))

    @builtin("__lt__")
    def descr_lt(self, value: W_Object, /) -> W_Object:
        if not isinstance(value, W_Str):
            return w_NotImplemented
        return wrap_bool(str_compare(self, value) < 0)

    @builtin("__le__")
    def descr_le(self, value: W_Object, /) -> W_Object:
        if not isinstance(value, W_Str):
            return w_NotImplemented
        return wrap_bool(str_compare(self, value) <= 0)

    @builtin("__gt__")
    def descr_gt(self, value: W_Object, /) -> W_Object:
        if not isinstance(value, W_Str):
            return w_NotImplemented
        return wrap_bool(str_compare(self, value) > 0)

    @builtin("__ge__")
    def descr_ge(self, value: W_Object, /) -> W_Object:
        if not isinstance(value, W_Str):
            return w_NotImplemented
        return wrap_bool(str_compare(self, value) >= 0)

    @builtin("__len__")
    def descr_len(self) -> int:
        return self.length

    @builtin("__iter__")
    def descr_iter(self) -> W_Object:
        return W_AsciiStrIterator(self) if self.ascii else W_StrIterator(self)

    @builtin("__contains__")
    def descr_contains(self, key: W_Object, /) -> bool:
        if not isinstance(key, W_Str):
            raise type_error(f"'in <string>' requires string as left operand, not {type_name(key)}")
        return str_contains(self, key)

    @builtin("__getitem__")
    def descr_getitem(self, key: W_Object, /) -> W_Object:
        if isinstance(key, W_Slice):
            return self.getslice(key)
        i = item_index(key, self.length, "string")
        return str_from_char(unit_get(self.data, self.kind, i))

    def getslice(self, w_slice: W_Slice) -> W_Object:
        start, step, n = w_slice.unpack(self.length)
        if n <= 0:
            return ""
        if step == 1:
            return substring(self, start, start + n)
        kind = int(self.kind)
        d = arr[u8](n * kind)
        i = 0
        while i < n:
            unit_set(d, kind, i, unit_get(self.data, kind, start + i * step))
            i += 1
        return str_from_units(d, kind, n)

    @builtin("__add__")
    def descr_add(self, value: W_Object, /) -> W_Object:
        if not isinstance(value, W_Str):
            raise type_error(f'can only concatenate str (not "{type_name(value)}") to str')
        if int(self.length) + int(value.length) > MAX_LENGTH // 4:
            check_size(int(self.length) + int(value.length))
        return concat2(self, value)

    @builtin("__mul__")
    def descr_mul(self, value: W_Object, /) -> W_Object:
        n = repeat_count(value, int(self.length) * int(self.kind), "str")
        if n is None:
            return w_NotImplemented
        return repeat(self, n.value)

    @builtin("__rmul__")
    def descr_rmul(self, value: W_Object, /) -> W_Object:
        return self.descr_mul(value)

    @builtin("__mod__")
    def descr_mod(self, value: W_Object, /) -> W_Object:
        return percent_format_str(self, value)

    @builtin("__rmod__")
    def descr_rmod(self, value: W_Object, /) -> W_Object:
        if not isinstance(value, W_Str):
            return w_NotImplemented
        return percent_format_str(value, self)

    @builtin("__format__")
    def descr_format(self, format_spec: str, /) -> W_Object:
        return format_str(self, format_spec)

    @builtin("__getnewargs__")
    def descr_getnewargs(self) -> W_Object:
        return new_tuple([exact_str(self)])

    @builtin("__sizeof__")
    def descr_sizeof(self) -> int:
        n = int(self.length) + 1
        if self.ascii:
            return 40 + n
        return 56 + n * int(self.kind)

    # Searching

    @builtin("find")
    def descr_find(self, sub: str, start: W_Object | None = None, end: W_Object | None = None, /) -> int:
        n = int(self.length)
        return str_find(self, sub, clamp_start(start, n), clamp_end(end, n))

    @builtin("rfind")
    def descr_rfind(self, sub: str, start: W_Object | None = None, end: W_Object | None = None, /) -> int:
        n = int(self.length)
        return str_rfind(self, sub, clamp_start(start, n), clamp_end(end, n))

    @builtin
    def index(self, sub: str, start: W_Object | None = None, end: W_Object | None = None, /) -> int:
        n = int(self.length)
        return find_checked(str_find(self, sub, clamp_start(start, n), clamp_end(end, n)))

    @builtin
    def rindex(self, sub: str, start: W_Object | None = None, end: W_Object | None = None, /) -> int:
        n = int(self.length)
        return find_checked(str_rfind(self, sub, clamp_start(start, n), clamp_end(end, n)))

    @builtin
    def count(self, sub: str, start: W_Object | None = None, end: W_Object | None = None, /) -> int:
        n = int(self.length)
        return str_count(self, sub, clamp_start(start, n), clamp_end(end, n))

    @builtin("startswith")
    def descr_startswith(
        self, prefix: W_Object, start: W_Object | None = None, end: W_Object | None = None, /
    ) -> bool:
        n = int(self.length)
        return prefix_test(self, prefix, clamp_start(start, n), clamp_end(end, n), False)

    @builtin("endswith")
    def descr_endswith(
        self, suffix: W_Object, start: W_Object | None = None, end: W_Object | None = None, /
    ) -> bool:
        n = int(self.length)
        return prefix_test(self, suffix, clamp_start(start, n), clamp_end(end, n), True)

    @builtin
    def replace(self, old: str, new: str, /, count: int = -1) -> W_Object:
        return str_replace(self, old, new, count)

    @builtin
    def removeprefix(self, prefix: str, /) -> W_Object:
        if str_match_at(self, prefix, 0):
            return substring(self, prefix.length, self.length)
        return exact_str(self)

    @builtin
    def removesuffix(self, suffix: str, /) -> W_Object:
        at = int(self.length) - int(suffix.length)
        if suffix.length > 0 and str_match_at(self, suffix, at):
            return substring(self, 0, at)
        return exact_str(self)

    # Splitting and joining

    @builtin
    def split(self, sep: W_Object | None = None, maxsplit: int = -1) -> W_Object:
        if sep is None or sep is w_None:
            return list_of_strings(split_whitespace(self, maxsplit))
        pattern = separator(sep)
        return list_of_strings(str_split(self, pattern, maxsplit))

    @builtin
    def rsplit(self, sep: W_Object | None = None, maxsplit: int = -1) -> W_Object:
        if sep is None or sep is w_None:
            pieces = rsplit_whitespace(self, maxsplit)
        else:
            pieces = str_rsplit(self, separator(sep), maxsplit)
        w_list = list_of_strings(pieces)
        w_list.reverse_in_place()
        return w_list

    @builtin
    def splitlines(self, keepends: bool = False) -> W_Object:
        return list_of_strings(split_lines(self, keepends))

    @builtin
    def partition(self, sep: str, /) -> W_Object:
        check_separator(sep)
        at = str_find(self, sep, 0, self.length)
        if at < 0:
            return new_tuple([exact_str(self), "", ""])
        return self.parts(at, sep)

    @builtin
    def rpartition(self, sep: str, /) -> W_Object:
        check_separator(sep)
        at = str_rfind(self, sep, 0, self.length)
        if at < 0:
            return new_tuple(["", "", exact_str(self)])
        return self.parts(at, sep)

    def parts(self, at: int, sep: W_Str) -> W_Object:
        behind = substring(self, at + int(sep.length), self.length)
        return new_tuple([substring(self, 0, at), exact_str(sep), behind])

    @builtin
    def join(self, iterable: W_Object, /) -> W_Object:
        return join_strings(self, iterable)

    # Padding and stripping

    @builtin
    def strip(self, chars: W_Object | None = None, /) -> W_Object:
        return strip_argument(self, chars, True, True, "strip")

    @builtin
    def lstrip(self, chars: W_Object | None = None, /) -> W_Object:
        return strip_argument(self, chars, True, False, "lstrip")

    @builtin
    def rstrip(self, chars: W_Object | None = None, /) -> W_Object:
        return strip_argument(self, chars, False, True, "rstrip")

    @builtin
    def center(self, width: int, fillchar: W_Object = " ", /) -> W_Object:
        missing = width - int(self.length)
        left = missing // 2 + (missing & width & 1)
        return pad(self, left, missing - left, str_argument(fillchar))

    @builtin
    def ljust(self, width: int, fillchar: W_Object = " ", /) -> W_Object:
        return pad(self, 0, width - int(self.length), str_argument(fillchar))

    @builtin
    def rjust(self, width: int, fillchar: W_Object = " ", /) -> W_Object:
        return pad(self, width - int(self.length), 0, str_argument(fillchar))

    @builtin
    def zfill(self, width: int, /) -> W_Object:
        return zero_fill(self, width)

    @builtin
    def expandtabs(self, tabsize: i32 = 8) -> W_Object:
        return expand_tabs(self, tabsize)

    # Case

    @builtin("lower")
    def descr_lower(self) -> W_Object:
        return lower(self)

    @builtin("upper")
    def descr_upper(self) -> W_Object:
        return upper(self)

    @builtin("title")
    def descr_title(self) -> W_Object:
        return title(self)

    @builtin("capitalize")
    def descr_capitalize(self) -> W_Object:
        return capitalize(self)

    @builtin("swapcase")
    def descr_swapcase(self) -> W_Object:
        return swapcase(self)

    @builtin("casefold")
    def descr_casefold(self) -> W_Object:
        return casefold(self)

    @builtin
    def islower(self) -> bool:
        return is_lower(self)

    @builtin
    def isupper(self) -> bool:
        return is_upper(self)

    @builtin
    def istitle(self) -> bool:
        return is_title(self)

    # Classes of characters

    @builtin
    def isascii(self) -> bool:
        return self.ascii

    @builtin
    def isalpha(self) -> bool:
        return all_chars(self, ALPHA)

    @builtin
    def isdecimal(self) -> bool:
        return all_chars(self, DECIMAL)

    @builtin
    def isdigit(self) -> bool:
        return all_chars(self, DIGIT)

    @builtin
    def isnumeric(self) -> bool:
        return all_chars(self, NUMERIC)

    @builtin
    def isalnum(self) -> bool:
        return all_chars(self, ALPHA | DECIMAL | DIGIT | NUMERIC)

    @builtin
    def isspace(self) -> bool:
        return all_chars(self, SPACE)

    @builtin
    def isprintable(self) -> bool:
        return self.length == 0 or all_chars(self, PRINTABLE)

    @builtin
    def isidentifier(self) -> bool:
        return is_identifier(self)

    # Conversion

    @builtin
    def encode(self, encoding: str = "utf-8", errors: str = "strict") -> W_Object:
        return encode_object(self, encoding, errors)

    @builtin("format")
    def descr_format_method(self, *args: arr[W_Object], **kwargs: W_Dict) -> W_Object:
        return format_fields(self, args, kwargs)

    @builtin
    def format_map(self, mapping: W_Object, /) -> W_Object:
        return format_fields(self, None, mapping)

    @builtin
    def translate(self, table: W_Object, /) -> W_Object:
        return translate_str(self, table)

    @builtin(static=True)
    def maketrans(x: W_Object, y: W_Object | None = None, z: W_Object | None = None, /) -> W_Object:
        return make_translation(x, y, z)


class W_StrUser(UserMixin, W_Str):
    """Instance of a subclass of str."""


@abstract
class W_StrIteratorBase(IteratorMixin, W_Object):
    w_str: W_Str | None
    position: int

    def __init__(self, w_str: W_Str) -> None:
        self.w_str = w_str
        self.position = 0

    def iter_next(self) -> W_Object | None:
        s = self.w_str
        if s is None:
            return None
        i = self.position
        if i >= s.length:
            self.w_str = None
            return None
        self.position = i + 1
        return str_from_char(unit_get(s.data, s.kind, i))

    def length_hint(self) -> int:
        s = self.w_str
        return 0 if s is None else int(s.length) - self.position

    @builtin("__setstate__")
    def descr_setstate(self, state: int, /) -> None:
        s = self.w_str
        if s is not None:
            self.position = max(0, min(state, int(s.length)))


@pytype("str_iterator")
class W_StrIterator(W_StrIteratorBase):
    pass


@pytype("str_ascii_iterator")
class W_AsciiStrIterator(W_StrIteratorBase):
    """The same under the name it has in CPython."""


def str_hash(s: W_Str) -> int:
    """Computed once: the field is 0 until then, and afterwards only for the empty string."""
    h = s.hash
    if h != 0:
        return h
    if s.length == 0:
        return 0
    h = siphash13(s.data, int(s.length) * int(s.kind), HASH_KEY0, HASH_KEY1)
    if h == 0:
        h = 1
    s.hash = h
    return h


def check_size(n: int) -> None:
    if n > MAX_LENGTH:
        raise memory_error()


def separator(w_sep: W_Object) -> W_Str:
    if not isinstance(w_sep, W_Str):
        raise type_error(f"must be str or None, not {type_name(w_sep)}")
    check_separator(w_sep)
    return w_sep


def check_separator(sep: W_Str) -> None:
    if sep.length == 0:
        raise value_error("empty separator")
