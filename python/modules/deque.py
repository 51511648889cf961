"""collections.deque: a ring of references (`Modules/_collectionsmodule.c` gives the behaviour)."""

from python.rpython import Final, arr, builtin, getset, pytype, typeof
from python.interpreter.errors import index_error, runtime_error, type_error, value_error
from python.interpreter.iteration import iterate, next_or_stop
from python.interpreter.operation import eq_w, index_int, index_w, repr_w, wrap_bool
from python.objects.type_ import type_name
from python.interpreter.slots import S_GE, S_GT, S_LE, S_LT
from python.objects.base import W_Object
from python.objects.dict_ import W_Dict
from python.objects.flags import SEQUENCE
from python.objects.generic_alias import class_getitem
from python.objects.int_ import W_AbstractInt, W_Int
from python.objects.repr_guard import repr_enter, repr_leave
from python.objects.singletons import w_None, w_NotImplemented
from python.objects.tuple_ import new_tuple, order_arrays
from python.objects.type_ import W_Type
from python.objects.usermixin import UserMixin
from python.rlib.text import StrBuilder

MODULE: Final = "_collections"


@pytype("collections.deque", flags=SEQUENCE)
class W_Deque(W_Object):
    """A list-like sequence optimized for data accesses near its endpoints."""

    items: arr[W_Object | None]
    first: int = 0
    length: int = 0
    maxlen: int = -1  # -1: unbounded
    changes: int = 0  # iterators stop when it moves

    def __init__(self) -> None:
        self.items = arr[W_Object | None](8)

    @builtin("__new__", static=True)
    def descr_new(w_type: W_Type, *args: arr[W_Object], **kwargs: W_Dict) -> W_Object:
        if w_type is typeof(W_Deque):
            return W_Deque()
        w_result = W_DequeUser()
        w_result.init_user(w_type)
        return w_result

    @builtin("__init__")
    def descr_init(self, iterable: W_Object | None = None, maxlen: W_Object = w_None) -> None:
        self.maxlen = -1
        if maxlen is not w_None:
            if not isinstance(maxlen, W_AbstractInt):
                raise type_error("an integer is required")
            if maxlen.sign() < 0:
                raise value_error("maxlen must be non-negative")
            self.maxlen = maxlen.as_int()
        self.make_empty()
        if iterable is not None:
            self.extend_right(iterable)

    # The ring.

    def place(self, i: int) -> int:
        """Position in `items` of the i-th element."""
        at = self.first + i
        size = len(self.items)
        if at >= size:
            return at - size
        return at

    def at(self, i: int) -> W_Object:
        w_item = self.items[self.place(i)]
        if w_item is None:
            return w_None
        return w_item

    def make_empty(self) -> None:
        self.items = arr[W_Object | None](8)
        self.first = 0
        self.length = 0
        self.changes += 1

    def reserve_one(self) -> None:
        if self.length < len(self.items):
            return
        bigger = arr[W_Object | None](len(self.items) * 2)
        for i in range(self.length):
            bigger[i] = self.items[self.place(i)]
        self.items = bigger
        self.first = 0

    def push_right(self, w_item: W_Object) -> None:
        if self.maxlen == 0:
            return
        if self.length == self.maxlen:
            self.take_left()
        self.reserve_one()
        self.items[self.place(self.length)] = w_item
        self.length += 1
        self.changes += 1

    def push_left(self, w_item: W_Object) -> None:
        if self.maxlen == 0:
            return
        if self.length == self.maxlen:
            self.take_right()
        self.reserve_one()
        first = self.first - 1
        if first < 0:
            first += len(self.items)
        self.first = first
        self.items[first] = w_item
        self.length += 1
        self.changes += 1

    def take_right(self) -> W_Object:
        place = self.place(self.length - 1)
        w_item = self.at(self.length - 1)
        self.items[place] = None
        self.length -= 1
        self.changes += 1
        return w_item

    def take_left(self) -> W_Object:
        w_item = self.at(0)
        self.items[self.first] = None
        self.first = self.place(1)
        self.length -= 1
        self.changes += 1
        return w_item

    def extend_right(self, w_iterable: W_Object) -> None:
        if w_iterable is self:
            w_iterable = self.snapshot()
        w_iter = iterate(w_iterable)
        while True:
            w_item = w_iter.iter_next()
            if w_item is None:
                return
            self.push_right(w_item)

    def snapshot(self) -> W_Object:
        return new_tuple(self.to_array())

    def to_array(self) -> arr[W_Object]:
        result = arr[W_Object](self.length)
        for i in range(self.length):
            result[i] = self.at(i)
        return result

    def remove_at(self, i: int) -> None:
        while i < self.length - 1:
            self.items[self.place(i)] = self.items[self.place(i + 1)]
            i += 1
        self.take_right()

    def same_settings(self) -> W_Deque:
        w_result = W_Deque()
        w_result.maxlen = self.maxlen
        return w_result

    # Methods.

    @builtin
    def append(self, item: W_Object, /) -> None:
        """Add an element to the right side of the deque."""
        self.push_right(item)

    @builtin
    def appendleft(self, item: W_Object, /) -> None:
        """Add an element to the left side of the deque."""
        self.push_left(item)

    @builtin
    def pop(self) -> W_Object:
        """Remove and return the rightmost element."""
        if self.length == 0:
            raise index_error("pop from an empty deque")
        return self.take_right()

    @builtin
    def popleft(self) -> W_Object:
        """Remove and return the leftmost element."""
        if self.length == 0:
            raise index_error("pop from an empty deque")
        return self.take_left()

    @builtin
    def extend(self, iterable: W_Object, /) -> None:
        """Extend the right side of the deque with elements from the iterable."""
        self.extend_right(iterable)

    @builtin
    def extendleft(self, iterable: W_Object, /) -> None:
        """Extend the left side of the deque with elements from the iterable."""
        w_source = iterable
        if iterable is self:
            w_source = self.snapshot()
        w_iter = iterate(w_source)
        while True:
            w_item = w_iter.iter_next()
            if w_item is None:
                return
            self.push_left(w_item)

    @builtin
    def clear(self) -> None:
        """Remove all elements from the deque."""
        self.make_empty()

    @builtin
    def copy(self) -> W_Object:
        """Return a shallow copy of a deque."""
        w_result = self.same_settings()
        w_result.extend_right(self)
        return w_result

    @builtin("__copy__")
    def descr_copy(self) -> W_Object:
        """Return a shallow copy of a deque."""
        return self.copy()

    @builtin
    def count(self, value: W_Object, /) -> int:
        """Return number of occurrences of value."""
        n = 0
        changes = self.changes
        for i in range(self.length):
            if eq_w(self.at(i), value):
                n += 1
            if self.changes != changes:
                raise runtime_error("deque mutated during iteration")
        return n

    @builtin
    def index(self, value: W_Object, start: W_Object | None = None, stop: W_Object | None = None, /) -> int:
        """Return first index of value.

        Raises ValueError if the value is not present."""
        begin = clamped(start, 0, self.length)
        end = clamped(stop, self.length, self.length)
        changes = self.changes
        for i in range(begin, end):
            if eq_w(self.at(i), value):
                return i
            if self.changes != changes:
                raise runtime_error("deque mutated during iteration")
        raise value_error("deque.index(x): x not in deque")

    @builtin
    def insert(self, index: int, value: W_Object, /) -> None:
        """Insert value before index."""
        n = self.length
        if n == self.maxlen:
            raise index_error("deque already at its maximum size")
        at = index
        if at < 0:
            at = max(at + n, 0)
        at = min(at, n)
        self.push_right(value)
        i = n
        while i > at:
            self.items[self.place(i)] = self.items[self.place(i - 1)]
            i -= 1
        self.items[self.place(at)] = value

    @builtin
    def remove(self, value: W_Object, /) -> None:
        """Remove first occurrence of value."""
        changes = self.changes
        for i in range(self.length):
            found = eq_w(self.at(i), value)
            if self.changes != changes:
                raise index_error("deque mutated during remove().")
            if found:
                self.remove_at(i)
                return
        raise value_error("deque.remove(x): x not in deque")

    @builtin
    def reverse(self) -> None:
        """Reverse *IN PLACE*."""
        low = 0
        high = self.length - 1
        while low < high:
            a = self.place(low)
            b = self.place(high)
            w_item = self.items[a]
            self.items[a] = self.items[b]
            self.items[b] = w_item
            low += 1
            high -= 1
        self.changes += 1

    @builtin
    def rotate(self, n: int = 1, /) -> None:
        """Rotate the deque n steps to the right.  If n is negative, rotates left."""
        if self.length < 2:
            return
        steps = n % self.length
        if steps * 2 <= self.length:
            for _ in range(steps):
                self.move_left(self.take_right())
        else:
            for _ in range(self.length - steps):
                self.move_right(self.take_left())

    def move_left(self, w_item: W_Object) -> None:
        self.push_left(w_item)

    def move_right(self, w_item: W_Object) -> None:
        self.push_right(w_item)

    @getset("maxlen")
    def get_maxlen(self) -> W_Object:
        """maximum size of a deque or None if unbounded"""
        if self.maxlen < 0:
            return w_None
        return W_Int(self.maxlen)

    # Special methods.

    @builtin("__len__")
    def descr_len(self) -> int:
        return self.length

    @builtin("__getitem__")
    def descr_getitem(self, key: W_Object, /) -> W_Object:
        return self.at(self.checked_index(key))

    @builtin("__setitem__")
    def descr_setitem(self, key: W_Object, value: W_Object, /) -> None:
        self.items[self.place(self.checked_index(key))] = value

    @builtin("__delitem__")
    def descr_delitem(self, key: W_Object, /) -> None:
        self.remove_at(self.checked_index(key))

    def checked_index(self, w_key: W_Object) -> int:
        if not isinstance(w_key, W_AbstractInt):
            if isinstance(w_key, W_Deque):
                raise type_error("sequence index must be integer, not 'collections.deque'")
            raise type_error(f"sequence index must be integer, not '{type_name(w_key)}'")
        i = index_int(w_key)
        if i < 0:
            i += self.length
        if i < 0 or i >= self.length:
            raise index_error("deque index out of range")
        return i

    @builtin("__contains__")
    def descr_contains(self, key: W_Object, /) -> bool:
        changes = self.changes
        for i in range(self.length):
            if eq_w(self.at(i), key):
                return True
            if self.changes != changes:
                raise runtime_error("deque mutated during iteration")
        return False

    @builtin("__iter__")
    def descr_iter(self) -> W_Object:
        return W_DequeIterator(self)

    @builtin("__reversed__")
    def descr_reversed(self) -> W_Object:
        """Return a reverse iterator over the deque."""
        return W_DequeReverseIterator(self)

    @builtin("__repr__")
    def descr_repr(self) -> str:
        name = self.gettypeobject().name
        if not repr_enter(self):
            return "[...]"
        try:
            out = StrBuilder(32)
            out.add(name)
            out.add("([")
            items = self.to_array()
            for i in range(len(items)):
                if i > 0:
                    out.add(", ")
                out.add(repr_w(items[i]))
            out.add("]")
            if self.maxlen >= 0:
                out.add(f", maxlen={self.maxlen}")
            out.add(")")
            return out.build()
        finally:
            repr_leave(self)

    @builtin("__add__")
    def descr_add(self, value: W_Object, /) -> W_Object:
        if not isinstance(value, W_Deque):
            raise type_error(f'can only concatenate deque (not "{type_name(value)}") to deque')
        w_result = self.same_settings()
        w_result.extend_right(self)
        w_result.extend_right(value)
        return w_result

    @builtin("__iadd__")
    def descr_iadd(self, value: W_Object, /) -> W_Object:
        self.extend_right(value)
        return self

    @builtin("__mul__")
    def descr_mul(self, value: W_Object, /) -> W_Object:
        w_result = self.same_settings()
        items = self.to_array()
        for _ in range(index_int(value)):
            for w_item in items:
                w_result.push_right(w_item)
        return w_result

    @builtin("__rmul__")
    def descr_rmul(self, value: W_Object, /) -> W_Object:
        return self.descr_mul(value)

    @builtin("__imul__")
    def descr_imul(self, value: W_Object, /) -> W_Object:
        items = self.to_array()
        self.make_empty()
        for _ in range(index_int(value)):
            for w_item in items:
                self.push_right(w_item)
        return self

    @builtin("__eq__")
    def descr_eq(self, value: W_Object, /) -> W_Object:
        if not isinstance(value, W_Deque):
            return w_NotImplemented
        return wrap_bool(self.equals(value))

    @builtin("__ne__")
    def descr_ne(self, value: W_Object, /) -> W_Object:
        if not isinstance(value, W_Deque):
            return w_NotImplemented
        return wrap_bool(not self.equals(value))

    def equals(self, w_other: W_Deque) -> bool:
        if self.length != w_other.length:
            return False
        for i in range(self.length):
            if not eq_w(self.at(i), w_other.at(i)):
                return False
        return True

    def order(self, slot: int, w_other: W_Object) -> W_Object:
        if not isinstance(w_other, W_Deque):
            return w_NotImplemented
        return order_arrays(slot, self.to_array(), self.length, w_other.to_array(), w_other.length)

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

    @builtin("__reduce__")
    def descr_reduce(self) -> W_Object:
        """Return state information for pickling."""
        w_args = new_tuple([])
        if self.maxlen >= 0:
            w_args = new_tuple([new_tuple([]), W_Int(self.maxlen)])
        w_dict = self.getdict()
        w_state: W_Object = w_None
        if w_dict is not None:
            w_state = w_dict
        return new_tuple([self.gettypeobject(), w_args, w_state, iterate(self)])

    @builtin("__class_getitem__", classmethod=True)
    def descr_class_getitem(w_type: W_Type, item: W_Object, /) -> W_Object:
        """See PEP 585"""
        return class_getitem(w_type, item)


class W_DequeUser(UserMixin, W_Deque):
    """Instance of a subclass of deque."""

    def same_settings(self) -> W_Deque:
        w_result = W_DequeUser()
        w_result.init_user(self.gettypeobject())
        w_result.maxlen = self.maxlen
        return w_result


def clamped(w_bound: W_Object | None, default: int, length: int) -> int:
    if w_bound is None:
        return default
    w_int = index_w(w_bound)
    if not w_int.fits_int():
        return 0 if w_int.sign() < 0 else length
    i = w_int.as_int()
    if i < 0:
        i = max(i + length, 0)
    return min(i, length)


@pytype("_collections._deque_iterator")
class W_DequeIterator(W_Object):
    w_deque: W_Deque
    at: int = 0
    changes: int

    def __init__(self, w_deque: W_Deque) -> None:
        self.w_deque = w_deque
        self.changes = w_deque.changes

    def iter_next(self) -> W_Object | None:
        w_deque = self.w_deque
        if self.changes != w_deque.changes:
            self.at = w_deque.length
            raise runtime_error("deque mutated during iteration")
        if self.at >= w_deque.length:
            return None
        self.at += 1
        return w_deque.at(self.at - 1)

    @builtin("__iter__")
    def descr_iter(self) -> W_Object:
        return self

    @builtin("__next__")
    def descr_next(self) -> W_Object:
        return next_or_stop(self.iter_next())

    @builtin("__length_hint__")
    def descr_length_hint(self) -> int:
        return max(self.w_deque.length - self.at, 0)


@pytype("_collections._deque_reverse_iterator")
class W_DequeReverseIterator(W_Object):
    w_deque: W_Deque
    at: int = 0
    changes: int

    def __init__(self, w_deque: W_Deque) -> None:
        self.w_deque = w_deque
        self.changes = w_deque.changes

    def iter_next(self) -> W_Object | None:
        w_deque = self.w_deque
        if self.changes != w_deque.changes:
            self.at = w_deque.length
            raise runtime_error("deque mutated during iteration")
        if self.at >= w_deque.length:
            return None
        self.at += 1
        return w_deque.at(w_deque.length - self.at)

    @builtin("__iter__")
    def descr_iter(self) -> W_Object:
        return self

    @builtin("__next__")
    def descr_next(self) -> W_Object:
        return next_or_stop(self.iter_next())

    @builtin("__length_hint__")
    def descr_length_hint(self) -> int:
        return max(self.w_deque.length - self.at, 0)
