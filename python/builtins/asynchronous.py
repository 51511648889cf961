"""aiter and anext."""

from python.rpython import Final, builtin, builtin_function, pytype
from python.interpreter.calling import call_descr0, call_method0, call_method1, call_method
from python.interpreter.errors import OperationError, stop_iteration, type_error
from python.interpreter.opcodes.asynchronous import awaitable
from python.interpreter.slots import S_AITER, S_ANEXT, S_NEXT
from python.objects.base import W_Object
from python.objects.exceptions.hierarchy import w_StopAsyncIteration
from python.objects.flags import FINAL_TYPE, NO_NEW
from python.objects.generator import W_Coroutine
from python.objects.singletons import w_None
from python.objects.type_ import type_name

MODULE: Final = "builtins"


@builtin_function("aiter")
def builtin_aiter(async_iterable: W_Object, /) -> W_Object:
    """Return an AsyncIterator for an AsyncIterable object."""
    w_method = async_iterable.gettypeobject().slot(S_AITER)
    if w_method is None:
        raise type_error(f"'{type_name(async_iterable)}' object is not an async iterable")
    w_iter = call_descr0(w_method, async_iterable)
    if w_iter.gettypeobject().slot(S_ANEXT) is None:
        raise type_error(f"aiter() returned not an async iterator of type '{type_name(w_iter)}'")
    return w_iter


@builtin_function("anext")
def builtin_anext(aiterator: W_Object, default: W_Object | None = None, /) -> W_Object:
    """Return the next item from the async iterator.

    If default is given and the async iterator is exhausted,
    it is returned instead of raising StopAsyncIteration."""
    w_method = aiterator.gettypeobject().slot(S_ANEXT)
    if w_method is None:
        raise type_error(f"'{type_name(aiterator)}' object is not an async iterator")
    w_awaitable = call_descr0(w_method, aiterator)
    if default is None:
        return w_awaitable
    return W_AnextAwaitable(w_awaitable, default)


@pytype("anext_awaitable", flags=FINAL_TYPE | NO_NEW)
class W_AnextAwaitable(W_Object):
    """The awaitable of anext(iterator, default): StopAsyncIteration becomes the default."""

    w_awaitable: W_Object
    w_default: W_Object

    def __init__(self, w_awaitable: W_Object, w_default: W_Object) -> None:
        self.w_awaitable = w_awaitable
        self.w_default = w_default

    def iterator(self) -> W_Object:
        w_iter = awaitable(self.w_awaitable, 0)
        if isinstance(w_iter, W_Coroutine):
            return call_method0(w_iter, "__await__")
        return w_iter

    def or_default(self, error: OperationError) -> OperationError:
        if error.match(w_StopAsyncIteration):
            return stop_iteration(self.w_default)
        return error

    @builtin("__await__")
    def descr_await(self) -> W_Object:
        return self

    @builtin("__iter__")
    def descr_iter(self) -> W_Object:
        return self

    @builtin("__next__")
    def descr_next(self) -> W_Object:
        w_iter = self.iterator()
        w_next = w_iter.gettypeobject().slot(S_NEXT)
        if w_next is None:
            raise type_error(f"'{type_name(w_iter)}' object is not an iterator")
        try:
            return call_descr0(w_next, w_iter)
        except OperationError as e:
            raise self.or_default(e)

    @builtin("send")
    def descr_send(self, value: W_Object, /) -> W_Object:
        try:
            return call_method1(self.iterator(), "send", value)
        except OperationError as e:
            raise self.or_default(e)

    @builtin("throw")
    def descr_throw(
        self, type: W_Object, value: W_Object = w_None, traceback: W_Object = w_None, /
    ) -> W_Object:
        try:
            if value is w_None and traceback is w_None:
                return call_method1(self.iterator(), "throw", type)
            return call_method(self.iterator(), "throw", [type, value, traceback])
        except OperationError as e:
            raise self.or_default(e)

    @builtin("close")
    def descr_close(self) -> W_Object:
        try:
            return call_method0(self.iterator(), "close")
        except OperationError as e:
            raise self.or_default(e)
