"""await, async for, async generators."""

from python.rpython import arr, cast, cold, i32, nonnull, opcode
from python.objects.async_generator import W_AsyncGenWrapped
from python.objects.base import W_Object
from python.objects.code import CO_ITERABLE_COROUTINE
from python.objects.exceptions.base import W_BaseException
from python.objects.exceptions.hierarchy import w_StopAsyncIteration
from python.objects.generator import W_Coroutine, W_Generator
from python.objects.type_ import type_name
from python.interpreter.calling import call_descr0
from python.interpreter.errors import OperationError, runtime_error, type_error
from python.interpreter.frame import W_Frame
from python.interpreter.opcodes.handling import again
from python.interpreter.slots import S_AITER, S_ANEXT, S_AWAIT, S_NEXT
from python.interpreter.registers import reg, set_reg, word


@opcode
def GET_AWAITABLE(f: W_Frame, words: arr[i32], pc: i32, a: i32) -> i32:
    set_reg(f, a, awaitable(nonnull(reg(f, word(words, pc + 1))), int(word(words, pc + 2))))
    return pc + 3


def awaitable(w_obj: W_Object, which: int) -> W_Object:
    """What `await` iterates over."""
    if isinstance(w_obj, W_Coroutine):
        if w_obj.delegate() is not None:
            raise runtime_error("coroutine is being awaited already")
        return w_obj
    if isinstance(w_obj, W_Generator) and (w_obj.frame.code.flags & CO_ITERABLE_COROUTINE) != 0:
        return w_obj
    w_await = w_obj.gettypeobject().slot(S_AWAIT)
    if w_await is None:
        raise not_awaitable(w_obj, which)
    w_iter = call_descr0(w_await, w_obj)
    if isinstance(w_iter, W_Coroutine):
        raise type_error("__await__() returned a coroutine")
    if w_iter.gettypeobject().slot(S_NEXT) is None:
        raise type_error(f"__await__() returned non-iterator of type '{type_name(w_iter)}'")
    return w_iter


@cold
def not_awaitable(w_obj: W_Object, which: int) -> OperationError:
    if which == 0:
        return type_error(f"'{type_name(w_obj)}' object can't be awaited")
    method = "__aenter__" if which == 1 else "__aexit__"
    return type_error(
        f"'async with' received an object from {method} that does not implement __await__: {type_name(w_obj)}"
    )


@opcode
def GET_AITER(f: W_Frame, words: arr[i32], pc: i32, a: i32) -> i32:
    w_obj = nonnull(reg(f, word(words, pc + 1)))
    w_method = w_obj.gettypeobject().slot(S_AITER)
    if w_method is None:
        raise type_error(f"'async for' requires an object with __aiter__ method, got {type_name(w_obj)}")
    w_iter = call_descr0(w_method, w_obj)
    if w_iter.gettypeobject().slot(S_ANEXT) is None:
        raise type_error(
            f"'async for' received an object from __aiter__ that does not implement __anext__: {type_name(w_iter)}"
        )
    set_reg(f, a, w_iter)
    return pc + 2


@opcode
def GET_ANEXT(f: W_Frame, words: arr[i32], pc: i32, a: i32) -> i32:
    w_iter = nonnull(reg(f, word(words, pc + 1)))
    w_method = w_iter.gettypeobject().slot(S_ANEXT)
    if w_method is None:
        raise type_error(f"'async for' requires an iterator with __anext__ method, got {type_name(w_iter)}")
    set_reg(f, a, awaitable(call_descr0(w_method, w_iter), 0))
    return pc + 2


@opcode
def END_ASYNC_FOR(f: W_Frame, words: arr[i32], pc: i32, a: i32) -> i32:
    w_exc = cast(W_BaseException, reg(f, a))
    if w_exc.gettypeobject().is_subtype(w_StopAsyncIteration):
        return pc + 1
    error = again(w_exc)
    error.reraised = True
    raise error


@opcode
def ASYNC_GEN_WRAP(f: W_Frame, words: arr[i32], pc: i32, a: i32) -> i32:
    set_reg(f, a, W_AsyncGenWrapped(nonnull(reg(f, word(words, pc + 1)))))
    return pc + 2
