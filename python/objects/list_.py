"""list: growable sequence, its elements unboxed where a strategy allows."""

from python.interpreter.errors import index_error, memory_error, type_error, value_error
from python.interpreter.iteration import iterate, unpack_iterable
from python.interpreter.operation import compare, eq_w, index_int, is_iterable, length_hint, repr_w, wrap_bool
from python.interpreter.slots import S_GE, S_GT, S_LE, S_LT
from python.objects.base import W_Object
from python.objects.dict_ import W_Dict
from python.objects.flags import SEQUENCE
from python.objects.generic_alias import class_getitem
from python.objects.int_ import W_Int
from python.objects.list_iter import W_ListIterator, W_ListReverseIterator
from python.objects.list_sort import sort_list
from python.objects.list_strategy import (
    ListStrategy, empty_strategy, float_strategy, int_strategy, object_strategy, strategy_for, unwrap_all,
)
from python.objects.repr_guard import repr_enter, repr_leave
from python.objects.singletons import w_None, w_NotImplemented
from python.objects.slice_ import W_Slice, clamp_end, clamp_start, has_index, item_index, repeat_count
from python.objects.str_ import W_Str
from python.objects.tuple_ import W_Tuple, order_ints
from python.objects.type_ import W_Type, type_name
from python.objects.usermixin import UserMixin
from python.rlib.alloc import MAX_SIZE, alloc_refs
from python.rlib.list import List
from python.rlib.text import StrBuilder
from python.rpython import Any, arr, builtin, has_class, inline, pytype, typeof


@pytype("list", flags=SEQUENCE)
class W_List(W_Object):
    """Built-in mutable sequence.

    If no argument is given, the constructor creates a new empty list.
    The argument must be an iterable if specified.
    """

    strategy: ListStrategy
    storage: Any | None
    length: int

    def __init__(self) -> None:
        self.strategy = empty_strategy
        self.storage = None
        self.length = 0

    @inline
    def is_exact(self) -> bool:
        return has_class(self, W_List)

    def make_empty(self) -> None:
        self.strategy = empty_strategy
        self.storage = None
        self.length = 0

    def take_objects(self, items: arr[W_Object]) -> None:
        """Makes `items` the elements; the array belongs to the list from then on."""
        strategy = strategy_for(items)
        self.length = int(len(items))
        if strategy is int_strategy:
            self.storage = unwrap_all(int_strategy, items)
        elif strategy is float_strategy:
            self.storage = unwrap_all(float_strategy, items)
        else:
            self.storage = items
        self.strategy = strategy

    def take_from(self, w_other: W_List) -> None:
        """Takes over the elements of a list that nobody else uses."""
        self.strategy = w_other.strategy
        self.storage = w_other.storage
        self.length = w_other.length

    @inline
    def __len__(self) -> int:
        return self.length

    @inline
    def get(self, i: int) -> W_Object:
        return self.strategy.get(self, i)

    def __getitem__(self, i: int) -> W_Object:
        return self.strategy.get(self, i)

    def set(self, i: int, w_item: W_Object) -> None:
        self.strategy.set(self, i, w_item)

    @inline
    def append_w(self, w_item: W_Object) -> None:
        self.strategy.append(self, w_item)

    def insert_front(self, w_item: W_Object) -> None:
        self.splice(0, 0, new_list([w_item]))

    def copy_items(self) -> arr[W_Object]:
        """The elements in an array of exactly their number that belongs to the caller."""
        return self.strategy.to_objects(self)

    def reverse_in_place(self) -> None:
        self.strategy.reverse(self)

    def copy_list(self) -> W_List:
        return self.strategy.slice(self, 0, 1, self.length)

    def splice(self, start: int, count: int, w_source: W_List) -> None:
        """Replaces `count` elements from `start` by all of `w_source`."""
        if w_source.length == 0:
            self.strategy.remove_range(self, start, count)
            return
        if count == self.length and self is not w_source:
            self.take_from(w_source.copy_list())
            return
        if self.strategy is not w_source.strategy:
            self.to_object_strategy()
            if w_source.strategy is not object_strategy:
                w_copy = w_source.copy_list()
                w_copy.to_object_strategy()
                w_source = w_copy
        self.strategy.splice(self, start, count, w_source)

    def to_object_strategy(self) -> None:
        if self.strategy is not object_strategy:
            self.storage = self.copy_items()
            self.strategy = object_strategy

    def extend_w(self, w_iterable: W_Object) -> None:
        if isinstance(w_iterable, W_List) and w_iterable.is_exact():
            if w_iterable.length > 0:
                self.splice(self.length, 0, w_iterable)
        elif isinstance(w_iterable, W_Tuple) and w_iterable.is_exact():
            for w_each in w_iterable.items:
                self.append_w(w_each)
        else:
            w_iter = iterate(w_iterable)
            if length_hint(w_iterable, 8) > MAX_SIZE - self.length:
                raise memory_error()
            while True:
                w_item = w_iter.iter_next()
                if w_item is None:
                    break
                self.append_w(w_item)

    # Special methods

    @builtin("__new__", static=True)
    def descr_new(w_type: W_Type, *args: arr[W_Object], **kwargs: W_Dict) -> W_Object:
        if w_type is typeof(W_List):
            return W_List()
        w_result = W_ListUser()
        w_result.init_user(w_type)
        return w_result

    @builtin("__init__")
    def descr_init(self, iterable: W_Object | None = None, /) -> None:
        self.make_empty()
        if iterable is not None:
            self.extend_w(iterable)

    @builtin("__repr__")
    def descr_repr(self) -> str:
        if self.length == 0:
            return "[]"
        if not repr_enter(self):
            return "[...]"
        try:
            out = StrBuilder(32)
            out.add("[")
            i = 0
            while i < self.length:
                if i > 0:
                    out.add(", ")
                out.add(repr_w(self.get(i)))
                i += 1
            out.add("]")
            return out.build()
        finally:
            repr_leave(self)

    @builtin("__len__")
    def descr_len(self) -> int:
        return self.length

    @builtin("__iter__")
    def descr_iter(self) -> W_Object:
        return W_ListIterator(self)

    @builtin("__reversed__")
    def descr_reversed(self) -> W_Object:
        """Return a reverse iterator over the list."""
        return W_ListReverseIterator(self)

    @builtin("__contains__")
    def descr_contains(self, key: W_Object, /) -> bool:
        return self.strategy.find(self, key, 0, self.length) >= 0

    @builtin("__getitem__")
    def descr_getitem(self, index: W_Object, /) -> W_Object:
        """Return self[index]."""
        if isinstance(index, W_Int):
            i = index.value
            if i < 0:
                i += self.length
            if i < 0 or i >= self.length:
                raise index_error("list index out of range")
            return self.get(i)
        if isinstance(index, W_Slice):
            start, step, count = index.unpack(self.length)
            return self.strategy.slice(self, start, step, count)
        return self.get(item_index(index, self.length, "list"))

    @builtin("__setitem__")
    def descr_setitem(self, key: W_Object, value: W_Object, /) -> None:
        if isinstance(key, W_Slice):
            self.set_slice(key, value)
        else:
            self.set(self.checked_index(key, "list assignment index out of range"), value)

    def checked_index(self, w_key: W_Object, msg: str) -> int:
        if not has_index(w_key):
            raise type_error(f"list indices must be integers or slices, not {type_name(w_key)}")
        i = index_int(w_key)
        if i < 0:
            i += self.length
        if i < 0 or i >= self.length:
            raise index_error(msg)
        return i

    def set_slice(self, w_slice: W_Slice, w_value: W_Object) -> None:
        start, step, count = w_slice.unpack(self.length)
        if step == 1:
            w_source = list_argument(w_value, "must assign iterable to extended slice")
            # Making the list of the values may have run code that changed this one.
            start, step, count = w_slice.unpack(self.length)
            self.splice(start, max(count, 0), w_source)
            return
        w_source = list_argument(w_value, "must assign iterable to extended slice")
        start, step, count = w_slice.unpack(self.length)
        if w_source.length != count:
            raise value_error(
                f"attempt to assign sequence of size {w_source.length} to extended slice of size {max(count, 0)}"
            )
        if w_source is self:
            w_source = self.copy_list()
        i = 0
        while i < count:
            self.set(start + i * step, w_source.get(i))
            i += 1

    @builtin("__delitem__")
    def descr_delitem(self, key: W_Object, /) -> None:
        if not isinstance(key, W_Slice):
            i = self.checked_index(key, "list assignment index out of range")
            self.strategy.remove_range(self, i, 1)
            return
        start, step, count = key.unpack(self.length)
        if count <= 0:
            return
        if step < 0:
            start = start + (count - 1) * step
            step = -step
        if step == 1:
            self.strategy.remove_range(self, start, count)
        else:
            self.delete_strided(start, step, count)

    def delete_strided(self, start: int, step: int, count: int) -> None:
        w_kept = W_List()
        i = 0
        next = start
        while i < self.length:
            if count > 0 and i == next:
                next += step
                count -= 1
            else:
                w_kept.append_w(self.get(i))
            i += 1
        self.take_from(w_kept)

    @builtin("__add__")
    def descr_add(self, value: W_Object, /) -> W_Object:
        if not isinstance(value, W_List):
            raise type_error(f'can only concatenate list (not "{type_name(value)}") to list')
        w_result = self.copy_list()
        if value.length > 0:
            w_result.splice(w_result.length, 0, value)
        return w_result

    @builtin("__iadd__")
    def descr_iadd(self, value: W_Object, /) -> W_Object:
        self.extend_w(value)
        return self

    @builtin("__mul__")
    def descr_mul(self, value: W_Object, /) -> W_Object:
        count = repeat_count(value, self.length, "list")
        if count is None:
            return w_NotImplemented
        return self.repeated(count.value)

    def repeated(self, count: int) -> W_List:
        if count <= 0:
            return W_List()
        w_result = self.copy_list()
        done = 1
        while done < count:
            # Doubling: the result is spliced to itself until less than one more copy of it is needed.
            if done * 2 <= count:
                w_result.splice(w_result.length, 0, w_result)
                done *= 2
            else:
                w_rest = w_result.strategy.slice(w_result, 0, 1, (count - done) * self.length)
                w_result.splice(w_result.length, 0, w_rest)
                done = count
        return w_result

    @builtin("__rmul__")
    def descr_rmul(self, value: W_Object, /) -> W_Object:
        return self.descr_mul(value)

    @builtin("__imul__")
    def descr_imul(self, value: W_Object, /) -> W_Object:
        count = repeat_count(value, self.length, "list")
        if count is None:
            return w_NotImplemented
        self.take_from(self.repeated(count.value))
        return self

    @builtin("__eq__")
    def descr_eq(self, value: W_Object, /) -> W_Object:
        if not isinstance(value, W_List):
            return w_NotImplemented
        return wrap_bool(equal_lists(self, value))

    @builtin("__ne__")
    def descr_ne(self, value: W_Object, /) -> W_Object:
        if not isinstance(value, W_List):
            return w_NotImplemented
        return wrap_bool(not equal_lists(self, value))

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
        if not isinstance(w_other, W_List):
            return w_NotImplemented
        i = 0
        while i < self.length and i < w_other.length:
            w_a = self.get(i)
            w_b = w_other.get(i)
            if not eq_w(w_a, w_b):
                return compare(op, w_a, w_b)
            i += 1
        return wrap_bool(order_ints(op, self.length, w_other.length))

    @builtin("__sizeof__")
    def descr_sizeof(self) -> int:
        """Return the size of the list in memory, in bytes."""
        return 40 + 8 * self.length

    @builtin("__class_getitem__", classmethod=True)
    def descr_class_getitem(w_type: W_Type, item: W_Object, /) -> W_Object:
        """See PEP 585"""
        return class_getitem(w_type, item)

    # Methods

    @builtin
    def append(self, object: W_Object, /) -> None:
        """Append object to the end of the list."""
        self.append_w(object)

    @builtin
    def clear(self) -> None:
        """Remove all items from list."""
        self.make_empty()

    @builtin
    def copy(self) -> W_Object:
        """Return a shallow copy of the list."""
        return self.copy_list()

    @builtin
    def count(self, value: W_Object, /) -> int:
        """Return number of occurrences of value."""
        n = 0
        i = 0
        while i < self.length:
            if eq_w(self.get(i), value):
                n += 1
            i += 1
        return n

    @builtin
    def extend(self, iterable: W_Object, /) -> None:
        """Extend list by appending elements from the iterable."""
        self.extend_w(iterable)

    @builtin
    def index(self, value: W_Object, start: W_Object | None = None, stop: W_Object | None = None, /) -> int:
        """Return first index of value.

        Raises ValueError if the value is not present.
        """
        n = self.length
        i = self.strategy.find(self, value, clamp_start(start, n), clamp_end(stop, n))
        if i < 0:
            raise value_error("list.index(x): x not in list")
        return i

    @builtin
    def insert(self, index: int, object: W_Object, /) -> None:
        """Insert object before index."""
        if index < 0:
            index = max(index + self.length, 0)
        self.strategy.insert(self, min(index, self.length), object)

    @builtin
    def pop(self, index: int = -1, /) -> W_Object:
        """Remove and return item at index (default last).

        Raises IndexError if list is empty or index is out of range.
        """
        n = self.length
        if n == 0:
            raise index_error("pop from empty list")
        if index < 0:
            index += n
        if index < 0 or index >= n:
            raise index_error("pop index out of range")
        w_item = self.get(index)
        self.strategy.remove_range(self, index, 1)
        return w_item

    @builtin
    def remove(self, value: W_Object, /) -> None:
        """Remove first occurrence of value.

        Raises ValueError if the value is not present.
        """
        i = self.strategy.find(self, value, 0, self.length)
        if i < 0:
            raise value_error("list.remove(x): x not in list")
        if i < self.length:
            self.strategy.remove_range(self, i, 1)

    @builtin
    def reverse(self) -> None:
        """Reverse *IN PLACE*."""
        self.reverse_in_place()

    @builtin
    def sort(self, *, key: W_Object | None = None, reverse: bool = False) -> None:
        """Sort the list in ascending order and return None.

        The sort is in-place (i.e. the list itself is modified) and stable (i.e. the
        order of two equal elements is maintained).

        If a key function is given, apply it once to each list item and sort them,
        ascending or descending, according to their function values.

        The reverse flag can be set to sort in descending order.
        """
        if key is w_None:
            key = None
        sort_list(self, key, reverse)


class W_ListUser(UserMixin, W_List):
    """Instance of a subclass of list."""


def new_list(items: arr[W_Object]) -> W_List:
    """Takes over `items`."""
    w_list = W_List()
    w_list.take_objects(items)
    return w_list


def list_of_strings(pieces: List[W_Str]) -> W_List:
    n = pieces.length
    items = alloc_refs(n)
    i = 0
    while i < n:
        items[i] = pieces[i]
        i += 1
    return new_list(items)


def list_argument(w_iterable: W_Object, msg: str) -> W_List:
    """The iterable itself if it is a plain list, or a new list of its items."""
    if isinstance(w_iterable, W_List) and w_iterable.is_exact():
        return w_iterable
    if not is_iterable(w_iterable):
        raise type_error(msg)
    return new_list(unpack_iterable(w_iterable))


def equal_lists(a: W_List, b: W_List) -> bool:
    if a.length != b.length:
        return False
    i = 0
    while i < a.length and i < b.length:
        if not eq_w(a.get(i), b.get(i)):
            return False
        i += 1
    return a.length == b.length
