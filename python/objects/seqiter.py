"""iterator and callable_iterator: iteration over `__getitem__`, and over calls until a sentinel."""

from python.rpython import builtin, final, pytype, typeof
from python.objects.base import W_Object
from python.objects.exceptions.hierarchy import w_IndexError
from python.objects.exceptions.special import W_StopIteration
from python.objects.flags import FINAL_TYPE, NO_NEW
from python.objects.int_ import W_Int
from python.interpreter.calling import call0
from python.interpreter.errors import OperationError
from python.interpreter.iteration import next_or_stop
from python.interpreter.operation import eq_w, getitem, int_of


@pytype("iterator", flags=FINAL_TYPE | NO_NEW)
@final
class W_SeqIter(W_Object):
    w_seq: W_Object | None
    index: int

    def __init__(self, w_seq: W_Object) -> None:
        self.w_seq = w_seq
        self.index = 0

    def iter_next(self) -> W_Object | None:
        w_seq = self.w_seq
        if w_seq is None:
            return None
        index = self.index
        try:
            w_item = getitem(w_seq, W_Int(index))
        except OperationError as e:
            if not e.match(w_IndexError) and not e.match(typeof(W_StopIteration)):
                raise
            self.w_seq = None
            return None
        self.index = index + 1
        return w_item

    @builtin("__iter__")
    def descr_iter(self) -> W_Object:
        return self

    @builtin("__next__")
    def descr_next(self) -> W_Object:
        return next_or_stop(self.iter_next())

    @builtin("__setstate__")
    def descr_setstate(self, state: W_Object, /) -> None:
        self.index = max(int_of(state), 0)


@pytype("callable_iterator", flags=FINAL_TYPE | NO_NEW)
@final
class W_CallIter(W_Object):
    w_func: W_Object | None
    w_sentinel: W_Object

    def __init__(self, w_func: W_Object, w_sentinel: W_Object) -> None:
        self.w_func = w_func
        self.w_sentinel = w_sentinel

    def iter_next(self) -> W_Object | None:
        w_func = self.w_func
        if w_func is None:
            return None
        try:
            w_item = call0(w_func)
        except OperationError as e:
            if not e.match(typeof(W_StopIteration)):
                raise
            self.w_func = None
            return None
        if eq_w(self.w_sentinel, w_item):
            self.w_func = None
            return None
        return w_item

    @builtin("__iter__")
    def descr_iter(self) -> W_Object:
        return self

    @builtin("__next__")
    def descr_next(self) -> W_Object:
        return next_or_stop(self.iter_next())
