"""tuple: immutable array of objects."""

from python.interpreter.errors import type_error, value_error
from python.interpreter.iteration import unpack_iterable
from python.interpreter.operation import compare, eq_w, hash_w, repr_w, wrap_bool
from python.interpreter.slots import S_GE, S_GT, S_LE, S_LT
from python.objects.base import W_Object
from python.objects.flags import SEQUENCE
from python.objects.generic_alias import class_getitem
from python.objects.iterator import IteratorMixin
from python.objects.repr_guard import repr_enter, repr_leave
from python.objects.singletons import w_NotImplemented
from python.objects.slice_ import W_Slice, clamp_end, clamp_start, item_index, repeat_count
from python.objects.type_ import W_Type, type_name
from python.objects.usermixin import UserMixin
from python.rlib.alloc import alloc_refs
from python.rlib.text import StrBuilder
from python.rpython import (
    arr, arr_copy, builtin, Final, has_class, i32, inline, pytype, typeof, ushr, wrap_add, wrap_mul, wrap_shl,
)

PRIME1: Final = -7046029288634856825  # xxHash constants: the hash equals CPython's
PRIME2: Final = -4417276706812531889
PRIME5: Final = 2870177450012600261


@pytype("tuple", flags=SEQUENCE)
class W_Tuple(W_Object):
    """Built-in immutable sequence.

    If no argument is given, the constructor returns an empty tuple.
    If iterable is specified the tuple is initialized from iterable's items.

    If the argument is a tuple, the return value is the same object.
    """

    items: Final[arr[W_Object]]
    cached_hash: int

    def __init__(self, items: arr[W_Object]) -> None:
        self.items = items
        self.cached_hash = -1

    @inline
    def __len__(self) -> i32:
        return len(self.items)

    @inline
    def __getitem__(self, i: int) -> W_Object:
        return self.items[i]

    @inline
    def is_exact(self) -> bool:
        return has_class(self, W_Tuple)

    @builtin("__new__", static=True)
    def descr_new(w_type: W_Type, iterable: W_Object | None = None, /) -> W_Object:
        if w_type is typeof(W_Tuple):
            return tuple_of_iterable(iterable)
        w_result = W_TupleUser(tuple_of_iterable(iterable).items)
        w_result.init_user(w_type)
        return w_result

    @builtin("__repr__")
    def descr_repr(self) -> str:
        n = int(len(self.items))
        if n == 0:
            return "()"
        if not repr_enter(self):
            return "(...)"
        try:
            out = StrBuilder(32)
            out.add("(")
            add_reprs(out, self.items, n)
            out.add(",)" if n == 1 else ")")
            return out.build()
        finally:
            repr_leave(self)

    @builtin("__hash__")
    def descr_hash(self) -> int:
        h = self.cached_hash
        if h == -1:
            h = tuple_hash(self.items)
            self.cached_hash = h
        return h

    @builtin("__len__")
    def descr_len(self) -> int:
        return len(self.items)

    @builtin("__iter__")
    def descr_iter(self) -> W_Object:
        return W_TupleIterator(self)

    @builtin("__contains__")
    def descr_contains(self, key: W_Object, /) -> bool:
        return self.find_item(key)

    def find_item(self, w_wanted: W_Object) -> bool:
        for w_item in self.items:
            if eq_w(w_item, w_wanted):
                return True
        return False

    @builtin("__getitem__")
    def descr_getitem(self, key: W_Object, /) -> W_Object:
        items = self.items
        if isinstance(key, W_Slice):
            start, step, count = key.unpack(len(items))
            if count == len(items) and step == 1 and self.is_exact():
                return self
            return new_tuple(strided(items, start, step, count))
        return items[item_index(key, len(items), "tuple")]

    @builtin("__add__")
    def descr_add(self, value: W_Object, /) -> W_Object:
        if not isinstance(value, W_Tuple):
            raise type_error(f'can only concatenate tuple (not "{type_name(value)}") to tuple')
        if len(value.items) == 0 and self.is_exact():
            return self
        if len(self.items) == 0 and value.is_exact():
            return value
        return W_Tuple(concat_arrays(self.items, value.items))

    @builtin("__mul__")
    def descr_mul(self, value: W_Object, /) -> W_Object:
        count = repeat_count(value, len(self.items), "tuple")
        if count is None:
            return w_NotImplemented
        if count.value == 1 and self.is_exact():
            return self
        return new_tuple(repeat_array(self.items, count.value))

    @builtin("__rmul__")
    def descr_rmul(self, value: W_Object, /) -> W_Object:
        return self.descr_mul(value)

    @builtin("__eq__")
    def descr_eq(self, value: W_Object, /) -> W_Object:
        if not isinstance(value, W_Tuple):
            return w_NotImplemented
        return wrap_bool(equal_arrays(self.items, value.items))

    @builtin("__ne__")
    def descr_ne(self, value: W_Object, /) -> W_Object:
        if not isinstance(value, W_Tuple):
            return w_NotImplemented
        return wrap_bool(not equal_arrays(self.items, value.items))

    @builtin("__lt__")
    def descr_lt(self, value: W_Object, /) -> W_Object:
        return self.order(S_LT, value)

    @builtin("__le__")
    def descr_le(self, value: W_Object, /) -> W_Object:
        return self.order(S_LE, value)

    @builtin("__gt__")
    def descr_gt(self, value: W_Object, /) -> W_Object:
        return self.order(S_GT, value)

    @builtin("__ge__")
    def descr_ge(self, value: W_Object, /) -> W_Object:
        return self.order(S_GE, value)

    def order(self, op: int, w_other: W_Object) -> W_Object:
        if not isinstance(w_other, W_Tuple):
            return w_NotImplemented
        return order_arrays(op, self.items, len(self.items), w_other.items, len(w_other.items))

    @builtin
    def index(self, value: W_Object, start: W_Object | None = None, stop: W_Object | None = None, /) -> int:
        """Return first index of value.

        Raises ValueError if the value is not present.
        """
        n = int(len(self.items))
        i = clamp_start(start, n)
        end = clamp_end(stop, n)
        while i < end:
            if eq_w(self.items[i], value):
                return i
            i += 1
        raise value_error("tuple.index(x): x not in tuple")

    @builtin
    def count(self, value: W_Object, /) -> int:
        """Return number of occurrences of value."""
        n = 0
        for w_item in self.items:
            if eq_w(w_item, value):
                n += 1
        return n

    @builtin("__getnewargs__")
    def descr_getnewargs(self) -> W_Object:
        return W_Tuple([W_Tuple(self.items)])

    @builtin("__class_getitem__", classmethod=True)
    def descr_class_getitem(w_type: W_Type, item: W_Object, /) -> W_Object:
        """See PEP 585"""
        return class_getitem(w_type, item)


class W_TupleUser(UserMixin, W_Tuple):
    """Instance of a subclass of tuple."""


@pytype("tuple_iterator")
class W_TupleIterator(IteratorMixin, W_Object):
    w_tuple: W_Tuple | None
    position: int

    def __init__(self, w_tuple: W_Tuple) -> None:
        self.w_tuple = w_tuple
        self.position = 0

    def iter_next(self) -> W_Object | None:
        w_tuple = self.w_tuple
        if w_tuple is None:
            return None
        i = self.position
        if i >= len(w_tuple.items):
            self.w_tuple = None
            return None
        self.position = i + 1
        return w_tuple.items[i]

    def length_hint(self) -> int:
        w_tuple = self.w_tuple
        return 0 if w_tuple is None else int(len(w_tuple.items)) - self.position

    @builtin("__setstate__")
    def descr_setstate(self, state: int, /) -> None:
        w_tuple = self.w_tuple
        if w_tuple is not None:
            self.position = max(0, min(state, int(len(w_tuple.items))))


w_empty_tuple: Final = W_Tuple(arr[W_Object](0))


def new_tuple(items: arr[W_Object]) -> W_Tuple:
    """Takes over `items`."""
    if len(items) == 0:
        return w_empty_tuple
    return W_Tuple(items)


def tuple_of_iterable(w_iterable: W_Object | None) -> W_Tuple:
    if w_iterable is None:
        return w_empty_tuple
    if isinstance(w_iterable, W_Tuple) and w_iterable.is_exact():
        return w_iterable
    return new_tuple(unpack_iterable(w_iterable))


def tuple_hash(items: arr[W_Object]) -> int:
    """xxHash over the elements' hashes, as CPython computes it."""
    h = PRIME5
    for w_item in items:
        h = wrap_add(h, wrap_mul(hash_w(w_item), PRIME2))
        h = wrap_shl(h, 31) | ushr(h, 33)
        h = wrap_mul(h, PRIME1)
    h = wrap_add(h, int(len(items)) ^ (PRIME5 ^ 3527539))
    return 1546275796 if h == -1 else h


def add_reprs(out: StrBuilder, items: arr[W_Object], n: int) -> None:
    i = 0
    while i < n:
        if i > 0:
            out.add(", ")
        out.add(repr_w(items[i]))
        i += 1


def strided(items: arr[W_Object], start: int, step: int, count: int) -> arr[W_Object]:
    if count <= 0:
        return arr[W_Object](0)
    result = arr[W_Object](count)
    if step == 1:
        arr_copy(items, start, result, 0, count)
        return result
    i = 0
    while i < count:
        result[i] = items[start + i * step]
        i += 1
    return result


def concat_arrays(a: arr[W_Object], b: arr[W_Object]) -> arr[W_Object]:
    result = alloc_refs(int(len(a)) + int(len(b)))
    arr_copy(a, 0, result, 0, len(a))
    arr_copy(b, 0, result, len(a), len(b))
    return result


def repeat_array(items: arr[W_Object], times: int) -> arr[W_Object]:
    n = int(len(items))
    result = alloc_refs(n * times)
    i = 0
    while i < times:
        arr_copy(items, 0, result, i * n, n)
        i += 1
    return result


def equal_arrays(a: arr[W_Object], b: arr[W_Object]) -> bool:
    if len(a) != len(b):
        return False
    i = 0
    while i < len(a):
        if not eq_w(a[i], b[i]):
            return False
        i += 1
    return True


def order_arrays(op: int, a: arr[W_Object], n: int, b: arr[W_Object], m: int) -> W_Object:
    """Lexicographic comparison: the first elements that differ decide."""
    i = 0
    while i < n and i < m:
        if not eq_w(a[i], b[i]):
            return compare(op, a[i], b[i])
        i += 1
    return wrap_bool(order_ints(op, n, m))


def order_ints(op: int, n: int, m: int) -> bool:
    if op == S_LT:
        return n < m
    if op == S_LE:
        return n <= m
    if op == S_GT:
        return n > m
    return n >= m
