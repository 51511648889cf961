"""generator and coroutine: a suspended frame and the protocol around it."""

from python.rpython import Any, Final, builtin, getset, i32, nonnull, pytype, setter, typeof
from python.objects.async_generator import W_AsyncGenerator
from python.objects.base import W_Object
from python.objects.code import CO_ASYNC_GENERATOR, CO_COROUTINE
from python.objects.exceptions.base import W_BaseException
from python.objects.exceptions.hierarchy import w_GeneratorExit, w_RuntimeError
from python.objects.exceptions.special import W_StopIteration
from python.objects.flags import FINAL_TYPE, NO_NEW
from python.objects.function import W_Function
from python.objects.object_ import hex_id
from python.objects.singletons import w_None
from python.objects.str_ import W_Str
from python.objects.traceback import W_Traceback
from python.objects.type_ import W_Type, type_name
from python.interpreter.attributes import find_attr
from python.interpreter.calling import call0, call1
from python.interpreter.errors import OperationError, new_error, runtime_error, stop_iteration, type_error, value_error
from python.interpreter.frame import ExcInfo, W_Frame, ec
from python.interpreter.loop import run
from python.interpreter.opcode_numbers import OP_YIELD_FROM, OP_YIELD_VALUE
from python.interpreter.raising import exception_of


class W_GeneratorBase(W_Object):
    """`resume` is the one way in: a value or an error goes in, a yielded value or None (finished) comes out."""

    frame: W_Frame
    name: str
    qualname: str
    exc_info: ExcInfo
    is_started: bool = False
    is_finished: bool = False
    is_running: bool = False
    w_result: W_Object | None = None  # value of `return`, until somebody takes it
    weakrefs: Any | None = None

    def __init__(self, w_func: W_Function, frame: W_Frame) -> None:
        self.frame = frame
        self.name = w_func.name
        self.qualname = w_func.qualname
        self.exc_info = ExcInfo()
        frame.generator = self

    def get_weakrefs(self) -> Any | None:
        return self.weakrefs

    def set_weakrefs(self, refs: Any | None) -> bool:
        self.weakrefs = refs
        return True

    def kind(self) -> str:
        return "generator"

    # The engine.

    def resume(self, w_value: W_Object, error: OperationError | None) -> W_Object | None:
        if self.is_running:
            raise value_error(f"{self.kind()} already executing")
        if self.is_finished:
            if error is not None:
                raise error
            self.w_result = w_None
            return None
        if error is None:
            self.place_value(self.frame, w_value)
        return self.step(error)

    def step(self, error: OperationError | None) -> W_Object | None:
        """Runs to the next yield or to the end; the frame knows where to go on."""
        frame = self.frame
        self.is_running = True
        self.is_started = True
        info = self.exc_info
        info.previous = ec.exc_info
        ec.exc_info = info
        try:
            w_yielded = run(frame, error)
        except OperationError as e:
            self.leave(True)
            raise self.translate(e)
        self.leave(False)
        if frame.is_done:
            self.is_finished = True
            self.w_result = w_yielded
            return None
        return w_yielded

    def enter(self, w_value: W_Object) -> None:
        """About to go on in the loop that runs already: a value is sent, the frame will be pushed."""
        self.place_value(self.frame, w_value)
        self.is_running = True
        self.is_started = True
        info = self.exc_info
        info.previous = ec.exc_info
        ec.exc_info = info

    def leave(self, is_finished: bool) -> None:
        """Suspended again, or at its end."""
        info = self.exc_info
        ec.exc_info = nonnull(info.previous)
        info.previous = None
        self.is_running = False
        if is_finished:
            self.is_finished = True

    def can_enter(self) -> bool:
        return not (self.is_running or self.is_finished or ec.traced)

    def place_value(self, frame: W_Frame, w_value: W_Object) -> None:
        """Gives the sent value to the instruction that suspended."""
        if not self.is_started:
            if w_value is not w_None:
                raise type_error(f"can't send non-None value to a just-started {self.kind()}")
            return
        word = int(frame.code.words[frame.pc])
        if (word & 255) == OP_YIELD_VALUE:
            frame.regs[(word >> 8) & 0xFFFFFF] = w_value
        else:
            frame.w_sent = w_value

    def translate(self, error: OperationError) -> OperationError:
        """StopIteration must not leave a generator: it would look like its end (PEP 479)."""
        if not error.match(typeof(W_StopIteration)):
            return error
        return replace_error(error, f"{self.kind()} raised StopIteration")

    def delegate(self) -> W_Object | None:
        """The iterator of the `yield from` or `await` it is suspended in."""
        if not self.is_started or self.is_finished or self.is_running:
            return None
        frame = self.frame
        if (frame.code.words[frame.pc] & 255) != OP_YIELD_FROM:
            return None
        return frame.regs[frame.code.words[frame.pc + 1]]

    def send_value(self, w_value: W_Object) -> W_Object | None:
        return self.resume(w_value, None)

    def throw_error(self, error: OperationError) -> W_Object | None:
        """PEP 380: to the delegate first."""
        w_delegate = self.delegate()
        if w_delegate is None:
            if not self.is_started and not self.is_running:
                self.is_finished = True
                raise self.thrown_unstarted(error)
            return self.resume(w_None, error)
        if error.match(w_GeneratorExit):
            try:
                self.while_running(w_delegate, None)
            except OperationError as e:
                return self.resume(w_None, e)
            return self.resume(w_None, error)
        try:
            w_yielded = self.while_running(w_delegate, error)
        except OperationError as e:
            if e.match(typeof(W_StopIteration)):
                return self.finish_delegation(stop_value(e.w_value))
            return self.resume(w_None, e)
        if w_yielded is None:
            return self.resume(w_None, error)
        return w_yielded

    def thrown_unstarted(self, error: OperationError) -> OperationError:
        """The traceback shows the first line of the generator."""
        frame = self.frame
        w_exc = error.w_value
        w_exc.w_traceback = W_Traceback(w_exc.w_traceback, frame, 0, frame.code.firstlineno)
        return self.translate(error)

    def while_running(self, w_delegate: W_Object, error: OperationError | None) -> W_Object | None:
        """close() or throw() of the delegate, with self marked as running. None: there is no `throw`."""
        self.is_running = True
        try:
            if error is None:
                close_iterator(w_delegate)
                return None
            return throw_into(w_delegate, error)
        finally:
            self.is_running = False

    def finish_delegation(self, w_value: W_Object) -> W_Object | None:
        """The delegate has returned: goes on behind the YIELD_FROM."""
        frame = self.frame
        word = int(frame.code.words[frame.pc])
        frame.regs[(word >> 8) & 0xFFFFFF] = w_value
        frame.resume = i32(frame.pc + 2)
        return self.step(None)

    def close(self) -> None:
        """generator.close(); raises if the generator does not give up."""
        if self.is_finished:
            return
        if not self.is_started:
            self.is_finished = True
            return
        error = OperationError(W_BaseException(w_GeneratorExit, []))
        try:
            w_yielded = self.throw_error(error)
        except OperationError as e:
            if e.match(w_GeneratorExit) or e.match(typeof(W_StopIteration)):
                return
            raise
        if w_yielded is not None:
            raise runtime_error(f"{self.kind()} ignored GeneratorExit")

    def take_return(self) -> W_Object:
        w_result = self.w_result
        self.w_result = None
        if w_result is None:
            return w_None
        return w_result

    def result_or_stop(self, w_yielded: W_Object | None) -> W_Object:
        """For Python callers: the end is a StopIteration with the return value."""
        if w_yielded is not None:
            return w_yielded
        w_value = self.take_return()
        if w_value is w_None:
            raise stop_iteration(None)
        raise stop_iteration_with(w_value)


def stop_iteration_with(w_value: W_Object) -> OperationError:
    """A tuple or an exception as value must not be taken apart."""
    return stop_iteration(w_value)


def replace_error(error: OperationError, msg: str) -> OperationError:
    """RuntimeError with the error as cause and context."""
    new = new_error(w_RuntimeError, msg)
    new.w_value.w_cause = error.w_value
    new.w_value.w_context = error.w_value
    new.w_value.suppress_context = True
    new.has_context = True
    return new


def stop_value(w_exc: W_BaseException) -> W_Object:
    """The value a StopIteration carries."""
    if isinstance(w_exc, W_StopIteration):
        w_value = w_exc.w_value
        if w_value is not None:
            return w_value
    return w_None


def close_iterator(w_iter: W_Object) -> None:
    if isinstance(w_iter, W_GeneratorBase):
        w_iter.close()
        return
    w_close = find_attr(w_iter, "close")
    if w_close is not None:
        call0(w_close)


def throw_into(w_iter: W_Object, error: OperationError) -> W_Object | None:
    """iter.throw(error); None: it has none. A finished generator raises StopIteration here."""
    if isinstance(w_iter, W_GeneratorBase):
        return w_iter.result_or_stop(w_iter.throw_error(error))
    w_throw = find_attr(w_iter, "throw")
    if w_throw is None:
        return None
    return call1(w_throw, error.w_value)


def thrown(w_type: W_Object, w_value: W_Object | None, w_traceback: W_Object | None) -> OperationError:
    """The arguments of throw()."""
    if w_traceback is not None and w_traceback is not w_None and not isinstance(w_traceback, W_Traceback):
        raise type_error("throw() third argument must be a traceback object")
    if isinstance(w_type, W_BaseException):
        if w_value is not None and w_value is not w_None:
            raise type_error("instance exception may not have a separate value")
        w_exc = w_type
    elif isinstance(w_type, W_Type) and w_type.is_subtype(typeof(W_BaseException)):
        w_exc = exception_of(w_type, w_value)
    else:
        kind = type_name(w_type)
        raise type_error(f"exceptions must be classes or instances deriving from BaseException, not {kind}")
    if isinstance(w_traceback, W_Traceback):
        w_exc.w_traceback = w_traceback
    return OperationError(w_exc)


@pytype("generator", flags=FINAL_TYPE | NO_NEW)
class W_Generator(W_GeneratorBase):
    def iter_next(self) -> W_Object | None:
        return self.resume(w_None, None)

    @builtin("__iter__")
    def descr_iter(self) -> W_Object:
        return self

    @builtin("__next__")
    def descr_next(self) -> W_Object:
        return self.result_or_stop(self.resume(w_None, None))

    @builtin("send")
    def descr_send(self, value: W_Object, /) -> W_Object:
        """send(value) -> send 'value' into generator,
        return next yielded value or raise StopIteration."""
        return self.result_or_stop(self.resume(value, None))

    @builtin("throw")
    def descr_throw(
        self, type: W_Object, value: W_Object | None = None, traceback: W_Object | None = None, /
    ) -> W_Object:
        """throw(value)
        throw(type[,value[,tb]])

        Raise exception in generator, return next yielded value or raise
        StopIteration.
        the (type, val, tb) signature is deprecated,
        and may be removed in a future version of Python."""
        return self.result_or_stop(self.throw_error(thrown(type, value, traceback)))

    @builtin("close")
    def descr_close(self) -> W_Object:
        """close() -> raise GeneratorExit inside generator."""
        self.close()
        return self.take_return()

    @builtin("__repr__")
    def descr_repr(self) -> str:
        return f"<generator object {self.qualname} at {hex_id(self)}>"

    @getset("__name__")
    def get_name(self) -> str:
        return self.name

    @setter("__name__")
    def set_name(self, w_value: W_Object) -> None:
        if not isinstance(w_value, W_Str):
            raise type_error("__name__ must be set to a string object")
        self.name = w_value

    @getset("__qualname__")
    def get_qualname(self) -> str:
        return self.qualname

    @setter("__qualname__")
    def set_qualname(self, w_value: W_Object) -> None:
        if not isinstance(w_value, W_Str):
            raise type_error("__qualname__ must be set to a string object")
        self.qualname = w_value

    @getset("gi_running")
    def get_running(self) -> bool:
        return self.is_running

    @getset("gi_suspended")
    def get_suspended(self) -> bool:
        return self.is_started and not self.is_running and not self.is_finished

    @getset("gi_frame")
    def get_frame(self) -> W_Object:
        if self.is_finished:
            return w_None
        return self.frame

    @getset("gi_code")
    def get_code(self) -> W_Object:
        return self.frame.code

    @getset("gi_yieldfrom")
    def get_yieldfrom(self) -> W_Object:
        return or_none(self.delegate())


def or_none(w_value: W_Object | None) -> W_Object:
    if w_value is None:
        return w_None
    return w_value


@pytype("coroutine", flags=FINAL_TYPE | NO_NEW)
class W_Coroutine(W_GeneratorBase):
    def kind(self) -> str:
        return "coroutine"

    def resume(self, w_value: W_Object, error: OperationError | None) -> W_Object | None:
        if self.is_finished and not self.is_running:
            raise runtime_error("cannot reuse already awaited coroutine")
        return super().resume(w_value, error)

    @builtin("__await__")
    def descr_await(self) -> W_Object:
        return W_CoroutineWrapper(self)

    @builtin("send")
    def descr_send(self, value: W_Object, /) -> W_Object:
        """send(arg) -> send 'arg' into coroutine,
        return next iterated value or raise StopIteration."""
        return self.result_or_stop(self.resume(value, None))

    @builtin("throw")
    def descr_throw(
        self, type: W_Object, value: W_Object | None = None, traceback: W_Object | None = None, /
    ) -> W_Object:
        """throw(value)
        throw(type[,value[,traceback]])

        Raise exception in coroutine, return next iterated value or raise
        StopIteration.
        the (type, val, tb) signature is deprecated,
        and may be removed in a future version of Python."""
        return self.result_or_stop(self.throw_error(thrown(type, value, traceback)))

    @builtin("close")
    def descr_close(self) -> None:
        """close() -> raise GeneratorExit inside coroutine."""
        self.close()

    @builtin("__repr__")
    def descr_repr(self) -> str:
        return f"<coroutine object {self.qualname} at {hex_id(self)}>"

    @getset("__name__")
    def get_name(self) -> str:
        return self.name

    @getset("__qualname__")
    def get_qualname(self) -> str:
        return self.qualname

    @getset("cr_running")
    def get_running(self) -> bool:
        return self.is_running

    @getset("cr_suspended")
    def get_suspended(self) -> bool:
        return self.is_started and not self.is_running and not self.is_finished

    @getset("cr_frame")
    def get_frame(self) -> W_Object:
        if self.is_finished:
            return w_None
        return self.frame

    @getset("cr_code")
    def get_code(self) -> W_Object:
        return self.frame.code

    @getset("cr_await")
    def get_await(self) -> W_Object:
        return or_none(self.delegate())

    @getset("cr_origin")
    def get_origin(self) -> W_Object:
        return w_None


@pytype("coroutine_wrapper", flags=FINAL_TYPE | NO_NEW)
class W_CoroutineWrapper(W_Object):
    """A wrapper object implementing __await__ for coroutines."""

    w_coroutine: Final[W_Coroutine]

    def __init__(self, w_coroutine: W_Coroutine) -> None:
        self.w_coroutine = w_coroutine

    def iter_next(self) -> W_Object | None:
        return self.w_coroutine.resume(w_None, None)

    @builtin("__iter__")
    def descr_iter(self) -> W_Object:
        return self

    @builtin("__next__")
    def descr_next(self) -> W_Object:
        return self.w_coroutine.descr_send(w_None)

    @builtin("send")
    def descr_send(self, value: W_Object, /) -> W_Object:
        return self.w_coroutine.descr_send(value)

    @builtin("throw")
    def descr_throw(
        self, type: W_Object, value: W_Object | None = None, traceback: W_Object | None = None, /
    ) -> W_Object:
        return self.w_coroutine.descr_throw(type, value, traceback)

    @builtin("close")
    def descr_close(self) -> None:
        self.w_coroutine.close()


def make_generator(w_func: W_Function, frame: W_Frame) -> W_Object:
    """The object for a call of a generator function, coroutine function or asynchronous generator function."""
    flags = w_func.code.flags
    if (flags & CO_COROUTINE) != 0:
        return W_Coroutine(w_func, frame)
    if (flags & CO_ASYNC_GENERATOR) != 0:
        return W_AsyncGenerator(w_func, frame)
    return W_Generator(w_func, frame)
