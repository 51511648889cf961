"""Strings at unit level: reading, narrowing, slicing, joining, comparing `W_Str` values."""

from python.objects.str_ import W_Str
from python.rlib.alloc import alloc_bytes
from python.rpython import (
    Final,
    arr,
    arr_compare,
    arr_copy,
    arr_equal,
    arr_fill,
    i32,
    lang,
    likely,
    sdiv,
    srem,
    u8,
)

MAX_CODE_POINT: Final = 0x10FFFF


def unit_get(d: arr[u8], kind: int, i: int) -> int:
    """The code point at index `i` of an array of `kind`-byte units."""
    if likely(kind == 1):
        return d[i]
    if kind == 2:
        i = i * 2
        return d[i] | d[i + 1] << 8
    i = i * 4
    return d[i] | d[i + 1] << 8 | d[i + 2] << 16


def unit_set(d: arr[u8], kind: int, i: int, c: int) -> None:
    if likely(kind == 1):
        d[i] = c
    elif kind == 2:
        i = i * 2
        d[i] = c
        d[i + 1] = c >> 8
    else:
        i = i * 4
        d[i] = c
        d[i + 1] = c >> 8
        d[i + 2] = c >> 16


def kind_for(max_char: int) -> int:
    if max_char < 0x100:
        return 1
    return 2 if max_char < 0x10000 else 4


def max_unit(d: arr[u8], kind: int, start: int, n: int) -> int:
    """A code point of the widest class (ascii, latin-1, two bytes, four bytes) that occurs; 0 if none does."""
    enough = 0x80 if kind == 1 else (0x100 if kind == 2 else 0x10000)
    top = 0
    i = start
    end = start + n
    while i < end:
        c = unit_get(d, kind, i)
        if c > top:
            if c >= enough:
                return c
            top = c
        i += 1
    return top


def copy_units(src: arr[u8], src_kind: int, si: int, dst: arr[u8], dst_kind: int, di: int, n: int) -> None:
    """Copies `n` units, widening or (when the values are known to fit) narrowing them."""
    if src_kind == dst_kind:
        arr_copy(src, si * src_kind, dst, di * dst_kind, n * src_kind)
        return
    i = 0
    while i < n:
        unit_set(dst, dst_kind, di + i, unit_get(src, src_kind, si + i))
        i += 1


def str_from_units(d: arr[u8], kind: int, n: int) -> W_Str:
    """The string of the first `n` units; takes over `d` where its layout is already the canonical one."""
    top = max_unit(d, kind, 0, n)
    narrow = kind_for(top)
    if narrow == kind and len(d) == n * kind:
        return W_Str(d, i32(kind), i32(n), top < 128)
    fitted = arr[u8](n * narrow)
    copy_units(d, kind, 0, fitted, narrow, 0, n)
    return W_Str(fitted, i32(narrow), i32(n), top < 128)


def str_from_ascii(d: arr[u8]) -> W_Str:
    """Takes over an array of bytes known to be below 128."""
    return W_Str(d, 1, len(d), True)


def str_from_char(c: int) -> W_Str:
    if c < 128:
        return ASCII_CHARS[c]
    kind = kind_for(c)
    d = arr[u8](kind)
    unit_set(d, kind, 0, c)
    return W_Str(d, i32(kind), 1, False)


def make_ascii_chars() -> arr[W_Str]:
    table = arr[W_Str](128)
    c = 0
    while c < 128:
        d = arr[u8](1)
        d[0] = c
        table[c] = W_Str(d, 1, 1, True)
        c += 1
    return table


ASCII_CHARS: Final = make_ascii_chars()


def substring(s: W_Str, start: int, end: int) -> W_Str:
    """`s[start:end]` for `0 <= start <= end <= length`."""
    n = end - start
    if n == s.length:
        return exact_str(s)
    if n <= 0:
        return ""
    kind = int(s.kind)
    if n == 1:
        return str_from_char(unit_get(s.data, kind, start))
    if s.ascii:
        d = arr[u8](n)
        arr_copy(s.data, start, d, 0, n)
        return W_Str(d, 1, i32(n), True)
    top = max_unit(s.data, kind, start, n)
    narrow = kind_for(top)
    d = arr[u8](n * narrow)
    copy_units(s.data, kind, start, d, narrow, 0, n)
    return W_Str(d, i32(narrow), i32(n), top < 128)


def exact_str(s: W_Str) -> W_Str:
    """`s` itself, or for an instance of a subclass the plain string of the same value."""
    if s.is_exact():
        return s
    return W_Str(s.data, s.kind, s.length, s.ascii)


def concat2(a: W_Str, b: W_Str) -> W_Str:
    if a.length == 0:
        return exact_str(b)
    if b.length == 0:
        return exact_str(a)
    kind = max_kind(a, b)
    n = int(a.length) + int(b.length)
    d = alloc_bytes(n * kind)
    copy_units(a.data, a.kind, 0, d, kind, 0, a.length)
    copy_units(b.data, b.kind, 0, d, kind, a.length, b.length)
    return W_Str(d, i32(kind), i32(n), a.ascii and b.ascii)


def max_kind(a: W_Str, b: W_Str) -> int:
    return a.kind if a.kind > b.kind else b.kind


@lang("str_concat")
def str_concat(parts: arr[W_Str]) -> W_Str:
    if len(parts) == 2:
        return concat2(parts[0], parts[1])
    return join_array("", parts, len(parts))


def join_array(sep: W_Str, parts: arr[W_Str], count: int) -> W_Str:
    """`sep.join(parts[:count])`."""
    if count == 0:
        return ""
    if count == 1:
        return exact_str(parts[0])
    kind = int(sep.kind)
    ascii = sep.ascii
    n = int(sep.length) * (count - 1)
    i = 0
    while i < count:
        p = parts[i]
        n += int(p.length)
        if p.kind > kind:
            kind = int(p.kind)
        ascii = ascii and p.ascii
        i += 1
    d = alloc_bytes(n * kind)
    at = 0
    i = 0
    while i < count:
        if i > 0 and sep.length > 0:
            copy_units(sep.data, sep.kind, 0, d, kind, at, sep.length)
            at += int(sep.length)
        p = parts[i]
        copy_units(p.data, p.kind, 0, d, kind, at, p.length)
        at += int(p.length)
        i += 1
    if n == 0:
        return ""
    return str_of_kind(d, kind, n, ascii)


def str_of_kind(d: arr[u8], kind: int, n: int, ascii: bool) -> W_Str:
    """A string whose kind is known to be the narrowest."""
    return W_Str(d, i32(kind), i32(n), ascii)


def repeat(s: W_Str, times: int) -> W_Str:
    """`s * times`; the caller has checked the size."""
    n = int(s.length)
    if times <= 0 or n == 0:
        return ""
    if times == 1:
        return exact_str(s)
    size = n * int(s.kind)
    d = alloc_bytes(size * times)
    if size == 1:
        arr_fill(d, 0, times, s.data[0])
    else:
        repeat_bytes(s.data, size, d)
    return W_Str(d, s.kind, i32(n * times), s.ascii)


def repeat_bytes(src: arr[u8], size: int, d: arr[u8]) -> None:
    """Fills `d` with copies of the first `size` bytes of `src`, doubling what is there."""
    total = int(len(d))
    arr_copy(src, 0, d, 0, size)
    done = size
    while done < total:
        step = done if done <= total - done else total - done
        arr_copy(d, 0, d, done, step)
        done += step


@lang("str_eq")
def str_eq(a: W_Str, b: W_Str) -> bool:
    if a is b:
        return True
    if a.length != b.length or a.kind != b.kind:
        return False
    return arr_equal(a.data, 0, b.data, 0, a.length * a.kind)


def str_compare(a: W_Str, b: W_Str) -> int:
    """Negative, 0 or positive, by code points."""
    n = int(a.length) if a.length < b.length else int(b.length)
    if a.kind == 1 and b.kind == 1:
        r = int(arr_compare(a.data, 0, b.data, 0, n))
        return r if r != 0 else int(a.length) - int(b.length)
    i = 0
    while i < n:
        x = unit_get(a.data, a.kind, i)
        y = unit_get(b.data, b.kind, i)
        if x != y:
            return x - y
        i += 1
    return int(a.length) - int(b.length)


@lang("int_to_str")
def int_to_str(i: int) -> W_Str:
    return str_from_ascii(decimal_digits(i))


def decimal_digits(i: int) -> arr[u8]:
    """The decimal form; works on the truncated remainder, since the least i64 has no negation."""
    n = 1 if i >= 0 else 2
    rest = sdiv(i, 10)
    while rest != 0:
        n += 1
        rest = sdiv(rest, 10)
    d = arr[u8](n)
    k = n - 1
    rest = i
    while True:
        digit = srem(rest, 10)
        d[k] = 48 + (digit if digit >= 0 else -digit)
        k -= 1
        rest = sdiv(rest, 10)
        if rest == 0:
            break
    if i < 0:
        d[0] = 45
    return d


def ascii_str(d: arr[u8], start: int, n: int) -> W_Str:
    copy = arr[u8](n)
    arr_copy(d, start, copy, 0, n)
    return W_Str(copy, 1, i32(n), True)


class StrBuilder:
    """Collects code points and strings; the units widen as wider characters arrive."""

    data: arr[u8]
    kind: int
    length: int
    ascii: bool
    capacity: int

    def __init__(self, capacity: int = 16) -> None:
        self.data = alloc_bytes(capacity)
        self.kind = 1
        self.length = 0
        self.ascii = True
        self.capacity = capacity

    def room(self, extra: int, kind: int) -> None:
        """Makes room for `extra` more units and units of at least `kind` bytes."""
        needed = self.length + extra
        if kind <= self.kind and needed <= self.capacity:
            return
        new_kind = kind if kind > self.kind else self.kind
        capacity = self.capacity
        if needed > capacity:
            capacity = needed + (needed >> 1) + 16
        d = alloc_bytes(capacity * new_kind)
        copy_units(self.data, self.kind, 0, d, new_kind, 0, self.length)
        self.data = d
        self.kind = new_kind
        self.capacity = capacity

    def add_char(self, c: int) -> None:
        self.room(1, kind_for(c))
        unit_set(self.data, self.kind, self.length, c)
        self.length += 1
        if c >= 128:
            self.ascii = False

    def add(self, s: W_Str) -> None:
        self.add_slice(s, 0, s.length)

    def add_slice(self, s: W_Str, start: int, end: int) -> None:
        n = end - start
        if n <= 0:
            return
        kind = int(s.kind)
        if kind > self.kind:
            kind = kind_for(max_unit(s.data, kind, start, n))
        self.room(n, kind)
        copy_units(s.data, s.kind, start, self.data, self.kind, self.length, n)
        self.length += n
        if not s.ascii:
            self.ascii = self.ascii and max_unit(s.data, s.kind, start, n) < 128

    def add_ascii(self, d: arr[u8], start: int, n: int) -> None:
        self.room(n, 1)
        copy_units(d, 1, start, self.data, self.kind, self.length, n)
        self.length += n

    def add_repeated(self, c: int, n: int) -> None:
        self.room(n, kind_for(c))
        i = 0
        while i < n:
            self.add_char(c)
            i += 1

    def build(self) -> W_Str:
        n = self.length
        if n == 0:
            return ""
        if n == 1:
            return str_from_char(unit_get(self.data, self.kind, 0))
        d = arr[u8](n * self.kind)
        arr_copy(self.data, 0, d, 0, n * self.kind)
        return W_Str(d, i32(self.kind), i32(n), self.ascii)
