"""_bisect: binary search and insertion in sorted sequences."""

from python.interpreter.calling import call1, call_method2
from python.interpreter.errors import value_error
from python.interpreter.operation import getitem, int_of, length, lt_w
from python.objects.base import W_Object
from python.objects.int_ import W_Int
from python.objects.list_ import W_List
from python.objects.singletons import w_None
from python.rpython import Final, builtin_function

MODULE: Final = "_bisect"


def position(w_seq: W_Object, w_x: W_Object, lo: int, w_hi: W_Object, w_key: W_Object, right: bool) -> int:
    """Where `w_x` belongs; the items are mapped by the key, `w_x` is not."""
    if lo < 0:
        raise value_error("lo must be non-negative")
    hi = length(w_seq) if w_hi is w_None else int_of(w_hi)
    while lo < hi:
        mid = (lo + hi) >> 1
        w_item = item_at(w_seq, mid)
        if w_key is not w_None:
            w_item = call1(w_key, w_item)
        below = not lt_w(w_x, w_item) if right else lt_w(w_item, w_x)
        if below:
            lo = mid + 1
        else:
            hi = mid
    return lo


def item_at(w_seq: W_Object, i: int) -> W_Object:
    if isinstance(w_seq, W_List) and w_seq.is_exact() and i < len(w_seq):
        return w_seq.get(i)
    return getitem(w_seq, W_Int(i))


def insert(w_seq: W_Object, w_x: W_Object, lo: int, w_hi: W_Object, w_key: W_Object, right: bool) -> None:
    w_wanted = w_x if w_key is w_None else call1(w_key, w_x)
    at = position(w_seq, w_wanted, lo, w_hi, w_key, right)
    if isinstance(w_seq, W_List) and w_seq.is_exact():
        w_seq.insert(at, w_x)
    else:
        call_method2(w_seq, "insert", W_Int(at), w_x)


@builtin_function
def bisect_right(
    a: W_Object, x: W_Object, lo: int = 0, hi: W_Object = w_None, *, key: W_Object = w_None
) -> int:
    """Return the index where to insert item x in list a, assuming a is sorted.

    The return value i is such that all e in a[:i] have e <= x, and all e in
    a[i:] have e > x.  So if x already appears in the list, a.insert(i, x)
    will insert just after the rightmost x already there.

    Optional args lo (default 0) and hi (default len(a)) bound the
    slice of a to be searched.

    A custom key function can be supplied to customize the sort order."""
    return position(a, x, lo, hi, key, True)


@builtin_function
def bisect_left(
    a: W_Object, x: W_Object, lo: int = 0, hi: W_Object = w_None, *, key: W_Object = w_None
) -> int:
    """Return the index where to insert item x in list a, assuming a is sorted.

    The return value i is such that all e in a[:i] have e < x, and all e in
    a[i:] have e >= x.  So if x already appears in the list, a.insert(i, x)
    will insert just before the leftmost x already there.

    Optional args lo (default 0) and hi (default len(a)) bound the
    slice of a to be searched.

    A custom key function can be supplied to customize the sort order."""
    return position(a, x, lo, hi, key, False)


@builtin_function
def insort_right(
    a: W_Object, x: W_Object, lo: int = 0, hi: W_Object = w_None, *, key: W_Object = w_None
) -> None:
    """Insert item x in list a, and keep it sorted assuming a is sorted.

    If x is already in a, insert it to the right of the rightmost x.

    Optional args lo (default 0) and hi (default len(a)) bound the
    slice of a to be searched.

    A custom key function can be supplied to customize the sort order."""
    insert(a, x, lo, hi, key, True)


@builtin_function
def insort_left(
    a: W_Object, x: W_Object, lo: int = 0, hi: W_Object = w_None, *, key: W_Object = w_None
) -> None:
    """Insert item x in list a, and keep it sorted assuming a is sorted.

    If x is already in a, insert it to the left of the leftmost x.

    Optional args lo (default 0) and hi (default len(a)) bound the
    slice of a to be searched.

    A custom key function can be supplied to customize the sort order."""
    insert(a, x, lo, hi, key, False)
