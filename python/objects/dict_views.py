"""Views of dict: keys, values, items; keys and items behave as sets."""

from python.interpreter.iteration import iterate
from python.interpreter.operation import contains, eq_w, length, repr_w, wrap_bool
from python.objects.base import W_Object
from python.objects.dict_ import W_Dict
from python.objects.dict_iter import (
    W_DictItemIterator, W_DictKeyIterator, W_DictReverseItemIterator, W_DictReverseKeyIterator,
    W_DictReverseValueIterator, W_DictValueIterator,
)
from python.objects.flags import NO_NEW
from python.objects.list_ import W_List
from python.objects.mappingproxy import W_MappingProxy
from python.objects.repr_guard import repr_enter, repr_leave
from python.objects.set_ import W_AbstractSet, W_Set
from python.objects.singletons import w_NotImplemented
from python.objects.tuple_ import W_Tuple
from python.objects.type_ import type_name
from python.rpython import Final, abstract, builtin, getset, pytype


@abstract
class W_DictView(W_Object):
    w_dict: Final[W_Dict]

    def __init__(self, w_dict: W_Dict) -> None:
        self.w_dict = w_dict

    @builtin("__len__")
    def descr_len(self) -> int:
        return self.w_dict.length()

    @builtin("__repr__")
    def descr_repr(self) -> str:
        if not repr_enter(self):
            return "..."
        try:
            w_list = W_List()
            w_list.extend_w(self)
            return f"{type_name(self)}({repr_w(w_list)})"
        finally:
            repr_leave(self)

    @getset
    def mapping(self) -> W_Object:
        """dictionary that this view refers to"""
        return W_MappingProxy(self.w_dict)


@pytype("dict_values", flags=NO_NEW)
class W_DictValues(W_DictView):
    @builtin("__iter__")
    def descr_iter(self) -> W_Object:
        return W_DictValueIterator(self.w_dict)

    @builtin("__reversed__")
    def descr_reversed(self) -> W_Object:
        """Return a reverse iterator over the dict values."""
        return W_DictReverseValueIterator(self.w_dict)


@abstract
class W_DictSetView(W_DictView):
    """A view that is a set: `has(w_item)` says what it contains."""

    def has(self, w_item: W_Object) -> bool:
        raise NotImplementedError

    @builtin("__contains__")
    def descr_contains(self, key: W_Object, /) -> bool:
        return self.has(key)

    @builtin("__eq__")
    def descr_eq(self, value: W_Object, /) -> W_Object:
        if not is_set_like(value):
            return w_NotImplemented
        return wrap_bool(length(value) == self.w_dict.length() and all_in(self, value))

    @builtin("__ne__")
    def descr_ne(self, value: W_Object, /) -> W_Object:
        if not is_set_like(value):
            return w_NotImplemented
        return wrap_bool(not (length(value) == self.w_dict.length() and all_in(self, value)))

    @builtin("__le__")
    def descr_le(self, value: W_Object, /) -> W_Object:
        if not is_set_like(value):
            return w_NotImplemented
        return wrap_bool(self.w_dict.length() <= length(value) and all_in(self, value))

    @builtin("__lt__")
    def descr_lt(self, value: W_Object, /) -> W_Object:
        if not is_set_like(value):
            return w_NotImplemented
        return wrap_bool(self.w_dict.length() < length(value) and all_in(self, value))

    @builtin("__ge__")
    def descr_ge(self, value: W_Object, /) -> W_Object:
        if not is_set_like(value):
            return w_NotImplemented
        return wrap_bool(self.w_dict.length() >= length(value) and all_in(value, self))

    @builtin("__gt__")
    def descr_gt(self, value: W_Object, /) -> W_Object:
        if not is_set_like(value):
            return w_NotImplemented
        return wrap_bool(self.w_dict.length() > length(value) and all_in(value, self))

    @builtin("__and__")
    def descr_and(self, value: W_Object, /) -> W_Object:
        w_result = W_Set()
        w_iter = iterate(value)
        while True:
            w_item = w_iter.iter_next()
            if w_item is None:
                return w_result
            if self.has(w_item):
                w_result.add_w(w_item)

    @builtin("__rand__")
    def descr_rand(self, value: W_Object, /) -> W_Object:
        return self.descr_and(value)

    @builtin("__or__")
    def descr_or(self, value: W_Object, /) -> W_Object:
        w_result = set_of(self)
        w_result.update_w(value)
        return w_result

    @builtin("__ror__")
    def descr_ror(self, value: W_Object, /) -> W_Object:
        w_result = set_of(value)
        w_result.update_w(self)
        return w_result

    @builtin("__sub__")
    def descr_sub(self, value: W_Object, /) -> W_Object:
        w_result = set_of(self)
        w_result.difference_update_w(value)
        return w_result

    @builtin("__rsub__")
    def descr_rsub(self, value: W_Object, /) -> W_Object:
        w_result = set_of(value)
        w_result.difference_update_w(self)
        return w_result

    @builtin("__xor__")
    def descr_xor(self, value: W_Object, /) -> W_Object:
        w_result = set_of(self)
        w_result.symmetric_difference_update_w(value)
        return w_result

    @builtin("__rxor__")
    def descr_rxor(self, value: W_Object, /) -> W_Object:
        w_result = set_of(value)
        w_result.symmetric_difference_update_w(self)
        return w_result

    @builtin
    def isdisjoint(self, other: W_Object, /) -> bool:
        """Return True if the view and the given iterable have a null intersection."""
        w_iter = iterate(other)
        while True:
            w_item = w_iter.iter_next()
            if w_item is None:
                return True
            if self.has(w_item):
                return False


@pytype("dict_keys", flags=NO_NEW)
class W_DictKeys(W_DictSetView):
    def has(self, w_item: W_Object) -> bool:
        return self.w_dict.has_key(w_item)

    @builtin("__iter__")
    def descr_iter(self) -> W_Object:
        return W_DictKeyIterator(self.w_dict)

    @builtin("__reversed__")
    def descr_reversed(self) -> W_Object:
        """Return a reverse iterator over the dict keys."""
        return W_DictReverseKeyIterator(self.w_dict)


@pytype("dict_items", flags=NO_NEW)
class W_DictItems(W_DictSetView):
    def has(self, w_item: W_Object) -> bool:
        if not isinstance(w_item, W_Tuple) or len(w_item.items) != 2:
            return False
        w_value = self.w_dict.get(w_item.items[0])
        return w_value is not None and eq_w(w_value, w_item.items[1])

    @builtin("__iter__")
    def descr_iter(self) -> W_Object:
        return W_DictItemIterator(self.w_dict)

    @builtin("__reversed__")
    def descr_reversed(self) -> W_Object:
        """Return a reverse iterator over the dict items."""
        return W_DictReverseItemIterator(self.w_dict)


def is_set_like(w_obj: W_Object) -> bool:
    return isinstance(w_obj, (W_AbstractSet, W_DictSetView))


def all_in(w_items: W_Object, w_container: W_Object) -> bool:
    w_iter = iterate(w_items)
    while True:
        w_item = w_iter.iter_next()
        if w_item is None:
            return True
        if not contains(w_container, w_item):
            return False


def set_of(w_iterable: W_Object) -> W_Set:
    w_result = W_Set()
    w_result.update_w(w_iterable)
    return w_result
