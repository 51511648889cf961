"""Iterators of list."""

from python.objects.base import W_Object
from python.objects.iterator import IteratorMixin
from python.objects.list_ import W_List
from python.rpython import builtin, pytype


@pytype("list_iterator")
class W_ListIterator(IteratorMixin, W_Object):
    w_list: W_List | None
    position: int

    def __init__(self, w_list: W_List) -> None:
        self.w_list = w_list
        self.position = 0

    def iter_next(self) -> W_Object | None:
        w_list = self.w_list
        if w_list is None:
            return None
        i = self.position
        if i >= w_list.length:
            # An iterator that has once ended stays so, even if the list grows.
            self.w_list = None
            return None
        self.position = i + 1
        return w_list.get(i)

    def length_hint(self) -> int:
        w_list = self.w_list
        return 0 if w_list is None else max(w_list.length - self.position, 0)

    @builtin("__setstate__")
    def descr_setstate(self, state: int, /) -> None:
        w_list = self.w_list
        if w_list is not None:
            self.position = max(0, min(state, w_list.length))


@pytype("list_reverseiterator")
class W_ListReverseIterator(IteratorMixin, W_Object):
    w_list: W_List | None
    position: int

    def __init__(self, w_list: W_List) -> None:
        self.w_list = w_list
        self.position = w_list.length - 1

    def iter_next(self) -> W_Object | None:
        w_list = self.w_list
        if w_list is None:
            return None
        i = self.position
        if i < 0 or i >= w_list.length:
            self.w_list = None
            return None
        self.position = i - 1
        return w_list.get(i)

    def length_hint(self) -> int:
        w_list = self.w_list
        if w_list is None or self.position >= w_list.length:
            return 0
        return self.position + 1

    @builtin("__setstate__")
    def descr_setstate(self, state: int, /) -> None:
        w_list = self.w_list
        if w_list is not None:
            self.position = max(-1, min(state, w_list.length - 1))
