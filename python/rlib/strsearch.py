"""Substring search, counting and replacement over unit arrays; bytes use it with `kind` 1."""

from python.objects.str_ import W_Str
from python.rlib.list import List
from python.rlib.text import StrBuilder, copy_units, exact_str, substring, unit_get
from python.rpython import arr, arr_equal, arr_fill, arr_find8, i32, u8


def find_char(d: arr[u8], kind: int, start: int, end: int, c: int) -> int:
    """Index of the first unit equal to `c` in `[start, end)`, or -1."""
    if kind == 1:
        return -1 if c > 255 else found8(arr_find8(d, start, end, c), end)
    i = start
    while i < end:
        if unit_get(d, kind, i) == c:
            return i
        i += 1
    return -1


def found8(i: int, end: int) -> int:
    return i if 0 <= i < end else -1


def rfind_char(d: arr[u8], kind: int, start: int, end: int, c: int) -> int:
    i = end - 1
    while i >= start:
        if unit_get(d, kind, i) == c:
            return i
        i -= 1
    return -1


def find_units(d: arr[u8], kind: int, start: int, end: int, p: arr[u8], m: int) -> int:
    """First place of the `m` units of `p` (same kind) within `d[start:end]`, or -1."""
    if m == 0:
        return start if start <= end else -1
    first = unit_get(p, kind, 0)
    if m == 1:
        return find_char(d, kind, start, end, first)
    if m > 8 and end - start > 200:
        return find_horspool(d, kind, start, end, p, m)
    size = m * kind
    last = end - m
    i = start
    while i <= last:
        i = find_char(d, kind, i, last + 1, first)
        if i < 0:
            return -1
        if arr_equal(d, i * kind, p, 0, size):
            return i
        i += 1
    return -1


def find_horspool(d: arr[u8], kind: int, start: int, end: int, p: arr[u8], m: int) -> int:
    """Long needles: skips by the low byte of the unit under the needle's end."""
    skip = arr[i32](256)
    arr_fill(skip, 0, 256, i32(m))
    k = 0
    while k < m - 1:
        skip[unit_get(p, kind, k) & 255] = i32(m - 1 - k)
        k += 1
    last = end - m
    tail = unit_get(p, kind, m - 1)
    i = start
    while i <= last:
        c = unit_get(d, kind, i + m - 1)
        if c == tail and arr_equal(d, i * kind, p, 0, m * kind):
            return i
        i += int(skip[c & 255])
    return -1


def rfind_units(d: arr[u8], kind: int, start: int, end: int, p: arr[u8], m: int) -> int:
    if m == 0:
        return end if start <= end else -1
    first = unit_get(p, kind, 0)
    i = end - m
    while i >= start:
        if unit_get(d, kind, i) == first and arr_equal(d, i * kind, p, 0, m * kind):
            return i
        i -= 1
    return -1


def count_units(d: arr[u8], kind: int, start: int, end: int, p: arr[u8], m: int, limit: int) -> int:
    """Number of places without overlap, at most `limit` if that is not negative."""
    if start > end:
        return 0
    if m == 0:
        n = end - start + 1
        return n if limit < 0 or n < limit else limit
    n = 0
    i = start
    while limit < 0 or n < limit:
        i = find_units(d, kind, i, end, p, m)
        if i < 0:
            break
        n += 1
        i += m
    return n


def units_as(s: W_Str, kind: int) -> arr[u8]:
    """The units of `s` widened to `kind`."""
    if s.kind == kind:
        return s.data
    d = arr[u8](int(s.length) * kind)
    copy_units(s.data, s.kind, 0, d, kind, 0, s.length)
    return d


def str_find(s: W_Str, sub: W_Str, start: int, end: int) -> int:
    """First place of `sub` within `s[start:end]` (clamped, not negative), or -1."""
    if sub.kind > s.kind or end - start < sub.length:
        return -1
    return find_units(s.data, s.kind, start, end, units_as(sub, s.kind), sub.length)


def str_rfind(s: W_Str, sub: W_Str, start: int, end: int) -> int:
    if sub.kind > s.kind or end - start < sub.length:
        return -1
    return rfind_units(s.data, s.kind, start, end, units_as(sub, s.kind), sub.length)


def str_count(s: W_Str, sub: W_Str, start: int, end: int) -> int:
    if sub.kind > s.kind or end - start < sub.length:
        return 0
    return count_units(s.data, s.kind, start, end, units_as(sub, s.kind), sub.length, -1)


def str_contains(s: W_Str, sub: W_Str) -> bool:
    return str_find(s, sub, 0, s.length) >= 0


def str_match_at(s: W_Str, sub: W_Str, at: int) -> bool:
    """Whether `sub` stands at index `at` of `s`."""
    m = int(sub.length)
    if at < 0 or at + m > s.length or sub.kind > s.kind:
        return False
    if sub.kind == s.kind:
        return arr_equal(s.data, at * int(s.kind), sub.data, 0, m * int(s.kind))
    i = 0
    while i < m:
        if unit_get(s.data, s.kind, at + i) != unit_get(sub.data, sub.kind, i):
            return False
        i += 1
    return True


def str_replace(s: W_Str, old: W_Str, new: W_Str, limit: int) -> W_Str:
    """`s.replace(old, new, limit)`; a negative limit means all."""
    n = int(s.length)
    if limit == 0 or (n == 0 and old.length > 0) or old.kind > s.kind:
        return exact_str(s)
    if old.length == 0:
        return interleave(s, new, limit)
    pattern = units_as(old, s.kind)
    m = int(old.length)
    at = find_units(s.data, s.kind, 0, n, pattern, m)
    if at < 0:
        return exact_str(s)
    out = StrBuilder(n + int(new.length))
    done = 0
    while at >= 0:
        out.add_slice(s, done, at)
        out.add(new)
        done = at + m
        limit -= 1
        at = -1 if limit == 0 else find_units(s.data, s.kind, done, n, pattern, m)
    out.add_slice(s, done, n)
    return out.build()


def interleave(s: W_Str, new: W_Str, limit: int) -> W_Str:
    """Replacement of the empty string: `new` before every character and at the end."""
    n = int(s.length)
    out = StrBuilder(n + (n + 1) * int(new.length))
    i = 0
    while i < n:
        if limit != 0:
            out.add(new)
            limit -= 1
        out.add_slice(s, i, i + 1)
        i += 1
    if limit != 0:
        out.add(new)
    return out.build()


def str_split(s: W_Str, sep: W_Str, limit: int) -> List[W_Str]:
    """Pieces between occurrences of the non-empty `sep`; at most `limit` cuts if not negative."""
    pieces = List[W_Str]()
    n = int(s.length)
    done = 0
    if sep.kind <= s.kind:
        pattern = units_as(sep, s.kind)
        while limit != 0:
            at = find_units(s.data, s.kind, done, n, pattern, sep.length)
            if at < 0:
                break
            pieces.append(substring(s, done, at))
            done = at + int(sep.length)
            limit -= 1
    pieces.append(substring(s, done, n))
    return pieces


def str_rsplit(s: W_Str, sep: W_Str, limit: int) -> List[W_Str]:
    """As `str_split`, cutting from the right; the pieces come in reverse order."""
    pieces = List[W_Str]()
    end = int(s.length)
    if sep.kind <= s.kind:
        pattern = units_as(sep, s.kind)
        while limit != 0:
            at = rfind_units(s.data, s.kind, 0, end, pattern, sep.length)
            if at < 0:
                break
            pieces.append(substring(s, at + int(sep.length), end))
            end = at
            limit -= 1
    pieces.append(substring(s, 0, end))
    return pieces
