"""set and frozenset, over `Table` with no values to speak of."""

from python.interpreter.errors import key_error, key_error_msg, runtime_error
from python.interpreter.iteration import iterate
from python.interpreter.operation import repr_w, wrap_bool
from python.interpreter.slots import S_HASH
from python.objects.base import W_Object
from python.objects.dict_ import W_Dict
from python.objects.dict_strategy import ByPyHash, by_py_hash, slow_hash
from python.objects.generic_alias import class_getitem
from python.objects.int_ import W_Int, int_hash
from python.objects.iterator import IteratorMixin
from python.objects.repr_guard import repr_enter, repr_leave
from python.objects.singletons import w_None, w_NotImplemented
from python.objects.str_ import W_Str, str_hash
from python.objects.type_ import W_Type, type_name
from python.objects.usermixin import UserMixin
from python.rlib.table import Table
from python.rlib.text import StrBuilder
from python.rpython import abstract, arr, builtin, pytype, typeof, ushr, wrap_add, wrap_mul, wrap_shl


@abstract
class W_AbstractSet(W_Object):
    """What set and frozenset have in common. Results of operators have the type of the left operand."""

    table: Table[W_Object, bool, ByPyHash]

    def __init__(self) -> None:
        self.table = Table[W_Object, bool, ByPyHash](by_py_hash)

    def is_exact(self) -> bool:
        return True

    def fresh(self) -> W_AbstractSet:
        """A new empty set of the plain type."""
        raise NotImplementedError

    def __len__(self) -> int:
        return self.table.live

    def has(self, w_item: W_Object) -> bool:
        return self.table.find(w_item, key_hash(w_item)) >= 0

    def add_w(self, w_item: W_Object) -> None:
        h = key_hash(w_item)
        if self.table.find(w_item, h) < 0:
            self.table.insert(w_item, h, True)

    def discard_w(self, w_item: W_Object) -> bool:
        return self.table.remove(w_item, key_hash(w_item))

    def copy_set(self) -> W_AbstractSet:
        w_result = self.fresh()
        w_result.table = self.table.copy()
        return w_result

    def update_w(self, w_iterable: W_Object) -> None:
        if isinstance(w_iterable, W_AbstractSet):
            self.update_from_set(w_iterable)
            return
        if isinstance(w_iterable, W_Dict) and w_iterable.is_exact():
            cursor = w_iterable.cursor()
            while cursor.advance():
                self.add_w(cursor.key())
            return
        w_iter = iterate(w_iterable)
        while True:
            w_item = w_iter.iter_next()
            if w_item is None:
                return
            self.add_w(w_item)

    def update_from_set(self, w_other: W_AbstractSet) -> None:
        if w_other is self:
            return
        if self.table.live == 0:
            self.table = w_other.table.copy()
            return
        other = w_other.table
        i = other.next_entry(0)
        while i >= 0:
            w_item = other.keys[i]
            h = other.hashes[i]
            if self.table.find(w_item, h) < 0:
                self.table.insert(w_item, h, True)
            i = other.next_entry(i + 1)

    def difference_update_w(self, w_iterable: W_Object) -> None:
        if w_iterable is self:
            self.table.clear()
            return
        if isinstance(w_iterable, W_AbstractSet):
            other = w_iterable.table
            i = other.next_entry(0)
            while i >= 0:
                self.table.remove(other.keys[i], other.hashes[i])
                i = other.next_entry(i + 1)
            return
        w_iter = iterate(w_iterable)
        while True:
            w_item = w_iter.iter_next()
            if w_item is None:
                return
            self.discard_w(w_item)

    def symmetric_difference_update_w(self, w_iterable: W_Object) -> None:
        if w_iterable is self:
            self.table.clear()
            return
        other = as_set(w_iterable).table
        i = other.next_entry(0)
        while i >= 0:
            w_item = other.keys[i]
            h = other.hashes[i]
            if not self.table.remove(w_item, h):
                self.table.insert(w_item, h, True)
            i = other.next_entry(i + 1)

    def intersection_w(self, w_iterable: W_Object) -> W_AbstractSet:
        w_result = self.fresh()
        if isinstance(w_iterable, W_AbstractSet):
            small = self.table
            large = w_iterable.table
            if large.live < small.live:
                small = w_iterable.table
                large = self.table
            i = small.next_entry(0)
            while i >= 0:
                w_key = small.keys[i]
                h = small.hashes[i]
                if large.find(w_key, h) >= 0:
                    w_result.table.set(w_key, h, True)
                i = small.next_entry(i + 1)
            return w_result
        w_iter = iterate(w_iterable)
        while True:
            w_item = w_iter.iter_next()
            if w_item is None:
                return w_result
            if self.has(w_item):
                w_result.add_w(w_item)

    def subset_of(self, w_other: W_AbstractSet) -> bool:
        table = self.table
        if table.live > w_other.table.live:
            return False
        i = table.next_entry(0)
        while i >= 0:
            if w_other.table.find(table.keys[i], table.hashes[i]) < 0:
                return False
            i = table.next_entry(i + 1)
        return True

    def same_as(self, w_other: W_AbstractSet) -> bool:
        return self.table.live == w_other.table.live and self.subset_of(w_other)

    # Special methods

    @builtin("__repr__")
    def descr_repr(self) -> str:
        name = type_name(self)
        if self.table.live == 0:
            return f"{name}()"
        if not repr_enter(self):
            return f"{name}(...)"
        try:
            out = StrBuilder(32)
            plain = self.gettypeobject() is typeof(W_Set)
            out.add("{" if plain else f"{name}({{")
            table = self.table
            i = table.next_entry(0)
            first = True
            while i >= 0:
                if not first:
                    out.add(", ")
                first = False
                out.add(repr_w(table.keys[i]))
                i = table.next_entry(i + 1)
            out.add("}" if plain else "})")
            return out.build()
        finally:
            repr_leave(self)

    @builtin("__len__")
    def descr_len(self) -> int:
        return self.table.live

    @builtin("__iter__")
    def descr_iter(self) -> W_Object:
        return W_SetIterator(self)

    @builtin("__contains__")
    def descr_contains(self, object: W_Object, /) -> bool:
        """x.__contains__(y) <==> y in x."""
        return has_or_frozen(self, object)

    @builtin("__eq__")
    def descr_eq(self, value: W_Object, /) -> W_Object:
        if not isinstance(value, W_AbstractSet):
            return w_NotImplemented
        return wrap_bool(self.same_as(value))

    @builtin("__ne__")
    def descr_ne(self, value: W_Object, /) -> W_Object:
        if not isinstance(value, W_AbstractSet):
            return w_NotImplemented
        return wrap_bool(not self.same_as(value))

    @builtin("__le__")
    def descr_le(self, value: W_Object, /) -> W_Object:
        if not isinstance(value, W_AbstractSet):
            return w_NotImplemented
        return wrap_bool(self.subset_of(value))

    @builtin("__lt__")
    def descr_lt(self, value: W_Object, /) -> W_Object:
        if not isinstance(value, W_AbstractSet):
            return w_NotImplemented
        return wrap_bool(self.table.live < value.table.live and self.subset_of(value))

    @builtin("__ge__")
    def descr_ge(self, value: W_Object, /) -> W_Object:
        if not isinstance(value, W_AbstractSet):
            return w_NotImplemented
        return wrap_bool(value.subset_of(self))

    @builtin("__gt__")
    def descr_gt(self, value: W_Object, /) -> W_Object:
        if not isinstance(value, W_AbstractSet):
            return w_NotImplemented
        return wrap_bool(value.table.live < self.table.live and value.subset_of(self))

    @builtin("__and__")
    def descr_and(self, value: W_Object, /) -> W_Object:
        if not isinstance(value, W_AbstractSet):
            return w_NotImplemented
        return self.intersection_w(value)

    @builtin("__or__")
    def descr_or(self, value: W_Object, /) -> W_Object:
        if not isinstance(value, W_AbstractSet):
            return w_NotImplemented
        w_result = self.copy_set()
        w_result.update_from_set(value)
        return w_result

    @builtin("__sub__")
    def descr_sub(self, value: W_Object, /) -> W_Object:
        if not isinstance(value, W_AbstractSet):
            return w_NotImplemented
        w_result = self.copy_set()
        w_result.difference_update_w(value)
        return w_result

    @builtin("__xor__")
    def descr_xor(self, value: W_Object, /) -> W_Object:
        if not isinstance(value, W_AbstractSet):
            return w_NotImplemented
        w_result = self.copy_set()
        w_result.symmetric_difference_update_w(value)
        return w_result

    @builtin("__rand__")
    def descr_rand(self, value: W_Object, /) -> W_Object:
        if not isinstance(value, W_AbstractSet):
            return w_NotImplemented
        return value.intersection_w(self)

    @builtin("__ror__")
    def descr_ror(self, value: W_Object, /) -> W_Object:
        if not isinstance(value, W_AbstractSet):
            return w_NotImplemented
        return value.descr_or(self)

    @builtin("__rsub__")
    def descr_rsub(self, value: W_Object, /) -> W_Object:
        if not isinstance(value, W_AbstractSet):
            return w_NotImplemented
        return value.descr_sub(self)

    @builtin("__rxor__")
    def descr_rxor(self, value: W_Object, /) -> W_Object:
        if not isinstance(value, W_AbstractSet):
            return w_NotImplemented
        return value.descr_xor(self)

    @builtin("__sizeof__")
    def descr_sizeof(self) -> int:
        """S.__sizeof__() -> size of S in memory, in bytes."""
        return 216 + 16 * int(len(self.table.keys))

    @builtin("__class_getitem__", classmethod=True)
    def descr_class_getitem(w_type: W_Type, item: W_Object, /) -> W_Object:
        """See PEP 585"""
        return class_getitem(w_type, item)

    # Methods

    @builtin
    def copy(self) -> W_Object:
        """Return a shallow copy of a set."""
        return self.copied()

    def copied(self) -> W_Object:
        return self.copy_set()

    @builtin
    def union(self, *others: arr[W_Object]) -> W_Object:
        """Return a new set with elements from the set and all others."""
        w_result = self.copy_set()
        for w_other in others:
            w_result.update_w(w_other)
        return w_result

    @builtin
    def intersection(self, *others: arr[W_Object]) -> W_Object:
        """Return a new set with elements common to the set and all others."""
        if len(others) == 0:
            return self.copied()
        w_result: W_AbstractSet = self
        for w_other in others:
            w_result = w_result.intersection_w(w_other)
        return w_result

    @builtin
    def difference(self, *others: arr[W_Object]) -> W_Object:
        """Return a new set with elements in the set that are not in the others."""
        w_result = self.copy_set()
        for w_other in others:
            w_result.difference_update_w(w_other)
        return w_result

    @builtin
    def symmetric_difference(self, other: W_Object, /) -> W_Object:
        """Return a new set with elements in either the set or other but not both."""
        w_result = self.copy_set()
        w_result.symmetric_difference_update_w(other)
        return w_result

    @builtin
    def issubset(self, other: W_Object, /) -> bool:
        """Report whether another set contains this set."""
        return self.subset_of(as_set(other))

    @builtin
    def issuperset(self, other: W_Object, /) -> bool:
        """Report whether this set contains another set."""
        return as_set(other).subset_of(self)

    @builtin
    def isdisjoint(self, other: W_Object, /) -> bool:
        """Return True if two sets have a null intersection."""
        return self.intersection_w(other).table.live == 0


@pytype("set")
class W_Set(W_AbstractSet):
    """Build an unordered collection of unique elements."""

    def fresh(self) -> W_AbstractSet:
        return W_Set()

    @builtin("__new__", static=True)
    def descr_new(w_type: W_Type, *args: arr[W_Object], **kwargs: W_Dict) -> W_Object:
        if w_type is typeof(W_Set):
            return W_Set()
        w_result = W_SetUser()
        w_result.init_user(w_type)
        return w_result

    @builtin("__init__")
    def descr_init(self, iterable: W_Object | None = None, /) -> None:
        self.table.clear()
        if iterable is not None:
            self.update_w(iterable)

    @builtin("__iand__")
    def descr_iand(self, value: W_Object, /) -> W_Object:
        if not isinstance(value, W_AbstractSet):
            return w_NotImplemented
        self.table = self.intersection_w(value).table
        return self

    @builtin("__ior__")
    def descr_ior(self, value: W_Object, /) -> W_Object:
        if not isinstance(value, W_AbstractSet):
            return w_NotImplemented
        self.update_from_set(value)
        return self

    @builtin("__isub__")
    def descr_isub(self, value: W_Object, /) -> W_Object:
        if not isinstance(value, W_AbstractSet):
            return w_NotImplemented
        self.difference_update_w(value)
        return self

    @builtin("__ixor__")
    def descr_ixor(self, value: W_Object, /) -> W_Object:
        if not isinstance(value, W_AbstractSet):
            return w_NotImplemented
        self.symmetric_difference_update_w(value)
        return self

    @builtin
    def add(self, object: W_Object, /) -> None:
        """Add an element to a set.

        This has no effect if the element is already present.
        """
        self.add_w(object)

    @builtin
    def discard(self, object: W_Object, /) -> None:
        """Remove an element from a set if it is a member.

        Unlike set.remove(), the discard() method does not raise
        an exception when an element is missing from the set.
        """
        self.discard_w(frozen_key(object))

    @builtin
    def remove(self, object: W_Object, /) -> None:
        """Remove an element from a set; it must be a member.

        If the element is not a member, raise a KeyError.
        """
        if not self.discard_w(frozen_key(object)):
            raise key_error(object)

    @builtin
    def pop(self) -> W_Object:
        """Remove and return an arbitrary set element.

        Raises KeyError if the set is empty.
        """
        table = self.table
        i = table.next_entry(0)
        if i < 0:
            raise key_error_msg("pop from an empty set")
        w_item = table.keys[i]
        table.delete_at(i)
        return w_item

    @builtin
    def clear(self) -> None:
        """Remove all elements from this set."""
        self.table.clear()

    @builtin
    def update(self, *others: arr[W_Object]) -> None:
        """Update the set, adding elements from all others."""
        for w_other in others:
            self.update_w(w_other)

    @builtin
    def intersection_update(self, *others: arr[W_Object]) -> None:
        """Update the set, keeping only elements found in it and all others."""
        for w_other in others:
            self.table = self.intersection_w(w_other).table

    @builtin
    def difference_update(self, *others: arr[W_Object]) -> None:
        """Update the set, removing elements found in others."""
        for w_other in others:
            self.difference_update_w(w_other)

    @builtin
    def symmetric_difference_update(self, other: W_Object, /) -> None:
        """Update the set, keeping only elements found in either set, but not in both."""
        self.symmetric_difference_update_w(other)


class W_SetUser(UserMixin, W_Set):
    """Instance of a subclass of set."""

    def is_exact(self) -> bool:
        return False


@pytype("frozenset")
class W_FrozenSet(W_AbstractSet):
    """Build an immutable unordered collection of unique elements."""

    cached_hash: int

    def __init__(self) -> None:
        super().__init__()
        self.cached_hash = -1

    def fresh(self) -> W_AbstractSet:
        return W_FrozenSet()

    def copied(self) -> W_Object:
        return self if self.is_exact() else self.copy_set()

    @builtin("__new__", static=True)
    def descr_new(w_type: W_Type, iterable: W_Object | None = None, /) -> W_Object:
        if w_type is typeof(W_FrozenSet):
            if isinstance(iterable, W_FrozenSet) and iterable.is_exact():
                return iterable
            w_plain = W_FrozenSet()
            if iterable is not None:
                w_plain.update_w(iterable)
            return w_plain
        w_result = W_FrozenSetUser()
        w_result.init_user(w_type)
        if iterable is not None:
            w_result.update_w(iterable)
        return w_result

    @builtin("__hash__")
    def descr_hash(self) -> int:
        h = self.cached_hash
        if h == -1:
            h = set_hash(self.table)
            self.cached_hash = h
        return h


class W_FrozenSetUser(UserMixin, W_FrozenSet):
    """Instance of a subclass of frozenset."""

    def is_exact(self) -> bool:
        return False


@pytype("set_iterator")
class W_SetIterator(IteratorMixin, W_Object):
    w_set: W_AbstractSet | None
    position: int
    seen: int
    size: int

    def __init__(self, w_set: W_AbstractSet) -> None:
        self.w_set = w_set
        self.position = 0
        self.seen = 0
        self.size = w_set.table.live

    def iter_next(self) -> W_Object | None:
        w_set = self.w_set
        if w_set is None:
            return None
        table = w_set.table
        if table.live != self.size:
            self.size = -1
            raise runtime_error("Set changed size during iteration")
        i = table.next_entry(self.position)
        if i < 0:
            self.w_set = None
            return None
        self.position = i + 1
        self.seen += 1
        return table.keys[i]

    def length_hint(self) -> int:
        w_set = self.w_set
        if w_set is None or w_set.table.live != self.size:
            return 0
        return self.size - self.seen


def key_hash(w_item: W_Object) -> int:
    """`hash(item)` without the way through the type for the usual elements."""
    if isinstance(w_item, W_Str) and w_item.is_exact():
        return str_hash(w_item)
    if isinstance(w_item, W_Int):
        return int_hash(w_item.value)
    return slow_hash(w_item, "a set element")


def as_set(w_iterable: W_Object) -> W_AbstractSet:
    if isinstance(w_iterable, W_AbstractSet):
        return w_iterable
    w_set = W_Set()
    w_set.update_w(w_iterable)
    return w_set


def frozen_key(w_item: W_Object) -> W_Object:
    """A set looked for in a set stands for the frozenset of its elements."""
    if isinstance(w_item, W_Set) and w_item.gettypeobject().slot(S_HASH) is w_None:
        w_frozen = W_FrozenSet()
        w_frozen.table = w_item.table.copy()
        return w_frozen
    return w_item


def has_or_frozen(w_self: W_AbstractSet, w_item: W_Object) -> bool:
    return w_self.has(frozen_key(w_item))


def shuffle_bits(h: int) -> int:
    return wrap_mul(h ^ 89869747 ^ wrap_shl(h, 16), 3644798167)


def set_hash(table: Table[W_Object, bool, ByPyHash]) -> int:
    """Independent of the order; equals CPython's."""
    h = 0
    i = table.next_entry(0)
    while i >= 0:
        h ^= shuffle_bits(table.hashes[i])
        i = table.next_entry(i + 1)
    h ^= wrap_mul(table.live + 1, 1927868237)
    h ^= ushr(h, 11) ^ ushr(h, 25)
    h = wrap_add(wrap_mul(h, 69069), 907133923)
    return 590923713 if h == -1 else h


def new_frozenset(items: arr[W_Object]) -> W_Object:
    w_set = W_FrozenSet()
    for w_item in items:
        w_set.add_w(w_item)
    return w_set
