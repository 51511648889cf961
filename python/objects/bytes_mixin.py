"""BytesMixin: the methods that bytes and bytearray have in common.

The class gives `raw()` (an array whose first `size()` bytes are the content) and `make(data)`, which takes over
an array as a new object of the plain type.
"""

from python.interpreter.errors import type_error, value_error
from python.interpreter.operation import wrap_bool
from python.objects.base import W_Object
from python.objects.buffer import bytes_of_buffer, is_buffer
from python.objects.bytes_ import new_bytes
from python.objects.bytes_ops import (
    byte_prefix_test, capitalize_bytes, compare_bytes, contains_argument, expand_byte_tabs, fill_byte,
    has_only_case_bytes, hex_of_bytes, is_alpha_byte, is_byte_space, is_title_bytes, join_bytes, lower_bytes,
    make_byte_table, pad_bytes, replace_bytes, rsplit_on, rsplit_spaces, search_argument, split_byte_lines, split_on,
    split_spaces, strip_bytes, swap_bytes, title_bytes, translate_bytes, upper_bytes, zero_fill_bytes,
)
from python.objects.codecs import decode_bytes
from python.objects.list_ import W_List
from python.objects.percent_bytes import percent_format_bytes
from python.objects.singletons import w_None, w_NotImplemented
from python.objects.slice_ import clamp_end, clamp_start, repeat_count
from python.objects.tuple_ import new_tuple
from python.objects.type_ import type_name
from python.rlib.alloc import alloc_bytes
from python.rlib.list import List, array_slice
from python.rlib.strsearch import count_units, find_units, rfind_units
from python.rlib.text import repeat_bytes
from python.rpython import arr, arr_copy, arr_equal, builtin, i32, mixin, u8


@mixin
class BytesMixin:
    @builtin("__len__")
    def descr_len(self) -> int:
        return self.size()

    @builtin("__contains__")
    def descr_contains(self, key: W_Object, /) -> bool:
        p = contains_argument(key)
        return find_units(self.raw(), 1, 0, self.size(), p, len(p)) >= 0

    @builtin("__add__")
    def descr_add(self, value: W_Object, /) -> W_Object:
        if not is_buffer(value):
            raise type_error(f"can't concat {type_name(value)} to {type_name(self)}")
        other = bytes_of_buffer(value)
        n = self.size()
        result = alloc_bytes(n + int(len(other)))
        arr_copy(self.raw(), 0, result, 0, n)
        arr_copy(other, 0, result, n, len(other))
        return self.make(result)

    @builtin("__mul__")
    def descr_mul(self, value: W_Object, /) -> W_Object:
        n = self.size()
        count = repeat_count(value, n, "bytes")
        if count is None:
            return w_NotImplemented
        result = alloc_bytes(n * count.value)
        if len(result) > 0:
            repeat_bytes(self.raw(), n, result)
        return self.make(result)

    @builtin("__rmul__")
    def descr_rmul(self, value: W_Object, /) -> W_Object:
        return self.descr_mul(value)

    @builtin("__mod__")
    def descr_mod(self, value: W_Object, /) -> W_Object:
        return self.make(percent_format_bytes(self.raw(), self.size(), value))

    @builtin("__rmod__")
    def descr_rmod(self, value: W_Object, /) -> W_Object:
        return w_NotImplemented

    @builtin("__eq__")
    def descr_eq(self, value: W_Object, /) -> W_Object:
        if not is_buffer(value):
            return w_NotImplemented
        return wrap_bool(self.same_bytes(value))

    @builtin("__ne__")
    def descr_ne(self, value: W_Object, /) -> W_Object:
        if not is_buffer(value):
            return w_NotImplemented
        return wrap_bool(not self.same_bytes(value))

    def same_bytes(self, w_other: W_Object) -> bool:
        other = bytes_of_buffer(w_other)
        return len(other) == self.size() and arr_equal(self.raw(), 0, other, 0, self.size())

    def order_bytes(self, w_other: W_Object) -> int:
        other = bytes_of_buffer(w_other)
        return compare_bytes(self.raw(), self.size(), other, len(other))

    @builtin("__lt__")
    def descr_lt(self, value: W_Object, /) -> W_Object:
        return wrap_bool(self.order_bytes(value) < 0) if is_buffer(value) else w_NotImplemented

    @builtin("__le__")
    def descr_le(self, value: W_Object, /) -> W_Object:
        return wrap_bool(self.order_bytes(value) <= 0) if is_buffer(value) else w_NotImplemented

    @builtin("__gt__")
    def descr_gt(self, value: W_Object, /) -> W_Object:
        return wrap_bool(self.order_bytes(value) > 0) if is_buffer(value) else w_NotImplemented

    @builtin("__ge__")
    def descr_ge(self, value: W_Object, /) -> W_Object:
        return wrap_bool(self.order_bytes(value) >= 0) if is_buffer(value) else w_NotImplemented

    # Searching

    @builtin
    def find(self, sub: W_Object, start: W_Object | None = None, end: W_Object | None = None, /) -> int:
        p = search_argument(sub)
        n = self.size()
        return find_units(self.raw(), 1, clamp_start(start, n), clamp_end(end, n), p, len(p))

    @builtin
    def rfind(self, sub: W_Object, start: W_Object | None = None, end: W_Object | None = None, /) -> int:
        p = search_argument(sub)
        n = self.size()
        return rfind_units(self.raw(), 1, clamp_start(start, n), clamp_end(end, n), p, len(p))

    @builtin
    def index(self, sub: W_Object, start: W_Object | None = None, end: W_Object | None = None, /) -> int:
        return checked(self.find(sub, start, end))

    @builtin
    def rindex(self, sub: W_Object, start: W_Object | None = None, end: W_Object | None = None, /) -> int:
        return checked(self.rfind(sub, start, end))

    @builtin
    def count(self, sub: W_Object, start: W_Object | None = None, end: W_Object | None = None, /) -> int:
        p = search_argument(sub)
        n = self.size()
        return count_units(self.raw(), 1, clamp_start(start, n), clamp_end(end, n), p, len(p), -1)

    @builtin
    def startswith(self, prefix: W_Object, start: W_Object | None = None, end: W_Object | None = None, /) -> bool:
        n = self.size()
        return byte_prefix_test(self.raw(), clamp_start(start, n), clamp_end(end, n), prefix, False)

    @builtin
    def endswith(self, suffix: W_Object, start: W_Object | None = None, end: W_Object | None = None, /) -> bool:
        n = self.size()
        return byte_prefix_test(self.raw(), clamp_start(start, n), clamp_end(end, n), suffix, True)

    @builtin
    def replace(self, old: arr[u8], new: arr[u8], count: int = -1, /) -> W_Object:
        return self.make(replace_bytes(self.raw(), self.size(), old, new, count))

    @builtin
    def removeprefix(self, prefix: arr[u8], /) -> W_Object:
        n = self.size()
        m = int(len(prefix))
        if m <= n and arr_equal(self.raw(), 0, prefix, 0, m):
            return self.make(array_slice(self.raw(), m, n - m))
        return self.make(array_slice(self.raw(), 0, n))

    @builtin
    def removesuffix(self, suffix: arr[u8], /) -> W_Object:
        n = self.size()
        m = int(len(suffix))
        if m <= n and arr_equal(self.raw(), n - m, suffix, 0, m):
            return self.make(array_slice(self.raw(), 0, n - m))
        return self.make(array_slice(self.raw(), 0, n))

    # Splitting and joining

    def make_list(self, pieces: List[arr[u8]]) -> W_List:
        w_list = W_List()
        i = 0
        while i < pieces.length:
            w_list.append_w(self.make(pieces[i]))
            i += 1
        return w_list

    @builtin
    def split(self, sep: W_Object | None = None, maxsplit: int = -1) -> W_Object:
        if sep is None or sep is w_None:
            return self.make_list(split_spaces(self.raw(), self.size(), maxsplit))
        return self.make_list(split_on(self.raw(), self.size(), byte_separator(sep), maxsplit))

    @builtin
    def rsplit(self, sep: W_Object | None = None, maxsplit: int = -1) -> W_Object:
        if sep is None or sep is w_None:
            w_list = self.make_list(rsplit_spaces(self.raw(), self.size(), maxsplit))
        else:
            w_list = self.make_list(rsplit_on(self.raw(), self.size(), byte_separator(sep), maxsplit))
        w_list.reverse_in_place()
        return w_list

    @builtin
    def splitlines(self, keepends: bool = False) -> W_Object:
        return self.make_list(split_byte_lines(self.raw(), self.size(), keepends))

    @builtin
    def partition(self, sep: W_Object, /) -> W_Object:
        p = byte_separator(sep)
        n = self.size()
        at = find_units(self.raw(), 1, 0, n, p, len(p))
        if at < 0:
            w_whole = self.make(array_slice(self.raw(), 0, n))
            return new_tuple([w_whole, self.make(arr[u8](0)), self.make(arr[u8](0))])
        return self.three_parts(at, p)

    @builtin
    def rpartition(self, sep: W_Object, /) -> W_Object:
        p = byte_separator(sep)
        n = self.size()
        at = rfind_units(self.raw(), 1, 0, n, p, len(p))
        if at < 0:
            w_whole = self.make(array_slice(self.raw(), 0, n))
            return new_tuple([self.make(arr[u8](0)), self.make(arr[u8](0)), w_whole])
        return self.three_parts(at, p)

    def three_parts(self, at: int, sep: arr[u8]) -> W_Object:
        behind = at + int(len(sep))
        w_before = self.make(array_slice(self.raw(), 0, at))
        w_behind = self.make(array_slice(self.raw(), behind, self.size() - behind))
        return new_tuple([w_before, self.make(array_slice(sep, 0, len(sep))), w_behind])

    @builtin
    def join(self, iterable_of_bytes: W_Object, /) -> W_Object:
        return self.make(join_bytes(self.raw(), self.size(), iterable_of_bytes))

    # Padding and stripping

    @builtin
    def strip(self, bytes: W_Object | None = None, /) -> W_Object:
        return self.make(strip_bytes(self.raw(), self.size(), bytes, True, True))

    @builtin
    def lstrip(self, bytes: W_Object | None = None, /) -> W_Object:
        return self.make(strip_bytes(self.raw(), self.size(), bytes, True, False))

    @builtin
    def rstrip(self, bytes: W_Object | None = None, /) -> W_Object:
        return self.make(strip_bytes(self.raw(), self.size(), bytes, False, True))

    @builtin
    def center(self, width: int, fillchar: W_Object | None = None, /) -> W_Object:
        missing = width - self.size()
        left = missing // 2 + (missing & width & 1)
        return self.make(pad_bytes(self.raw(), self.size(), left, missing - left, fill_byte(fillchar, "center")))

    @builtin
    def ljust(self, width: int, fillchar: W_Object | None = None, /) -> W_Object:
        missing = width - self.size()
        return self.make(pad_bytes(self.raw(), self.size(), 0, missing, fill_byte(fillchar, "ljust")))

    @builtin
    def rjust(self, width: int, fillchar: W_Object | None = None, /) -> W_Object:
        missing = width - self.size()
        return self.make(pad_bytes(self.raw(), self.size(), missing, 0, fill_byte(fillchar, "rjust")))

    @builtin
    def zfill(self, width: int, /) -> W_Object:
        return self.make(zero_fill_bytes(self.raw(), self.size(), width))

    @builtin
    def expandtabs(self, tabsize: i32 = 8) -> W_Object:
        return self.make(expand_byte_tabs(self.raw(), self.size(), tabsize))

    # Case and classes: ascii only

    @builtin
    def lower(self) -> W_Object:
        return self.make(lower_bytes(self.raw(), self.size()))

    @builtin
    def upper(self) -> W_Object:
        return self.make(upper_bytes(self.raw(), self.size()))

    @builtin
    def title(self) -> W_Object:
        return self.make(title_bytes(self.raw(), self.size()))

    @builtin
    def capitalize(self) -> W_Object:
        return self.make(capitalize_bytes(self.raw(), self.size()))

    @builtin
    def swapcase(self) -> W_Object:
        return self.make(swap_bytes(self.raw(), self.size()))

    @builtin
    def islower(self) -> bool:
        return has_only_case_bytes(self.raw(), self.size(), False)

    @builtin
    def isupper(self) -> bool:
        return has_only_case_bytes(self.raw(), self.size(), True)

    @builtin
    def istitle(self) -> bool:
        return is_title_bytes(self.raw(), self.size())

    @builtin
    def isascii(self) -> bool:
        i = 0
        while i < self.size():
            if self.raw()[i] >= 128:
                return False
            i += 1
        return True

    @builtin
    def isalpha(self) -> bool:
        return self.all_bytes(True, False, False)

    @builtin
    def isdigit(self) -> bool:
        return self.all_bytes(False, True, False)

    @builtin
    def isalnum(self) -> bool:
        return self.all_bytes(True, True, False)

    @builtin
    def isspace(self) -> bool:
        return self.all_bytes(False, False, True)

    def all_bytes(self, letters: bool, digits: bool, spaces: bool) -> bool:
        i = 0
        while i < self.size():
            c = int(self.raw()[i])
            fits = (letters and is_alpha_byte(c)) or (digits and 48 <= c <= 57) or (spaces and is_byte_space(c))
            if not fits:
                return False
            i += 1
        return i > 0

    # Conversion

    @builtin
    def decode(self, encoding: str = "utf-8", errors: str = "strict") -> W_Object:
        return decode_bytes(array_slice(self.raw(), 0, self.size()), encoding, errors)

    @builtin
    def translate(self, table: W_Object, /, delete: W_Object | None = None) -> W_Object:
        return self.make(translate_bytes(self.raw(), self.size(), table, delete))

    @builtin(static=True)
    def maketrans(frm: W_Object, to: W_Object, /) -> W_Object:
        return new_bytes(make_byte_table(frm, to))

    @builtin
    def hex(self, sep: W_Object | None = None, bytes_per_sep: int = 1) -> str:
        return hex_of_bytes(self.raw(), self.size(), sep, bytes_per_sep)


def checked(i: int) -> int:
    if i < 0:
        raise value_error("subsection not found")
    return i


def byte_separator(w_sep: W_Object) -> arr[u8]:
    sep = bytes_of_buffer(w_sep)
    if len(sep) == 0:
        raise value_error("empty separator")
    return sep
