"""async_generator with its awaitables."""

from python.rpython import Final, builtin, getset, pytype
from python.objects.base import W_Object
from python.objects.exceptions.base import W_BaseException
from python.objects.exceptions.hierarchy import w_GeneratorExit, w_StopAsyncIteration
from python.objects.flags import FINAL_TYPE, NO_NEW
from python.objects.function import W_Function
from python.objects.generator import W_GeneratorBase, or_none, replace_error, thrown
from python.objects.object_ import hex_id
from python.objects.singletons import w_None
from python.interpreter.calling import call1
from python.interpreter.errors import OperationError, runtime_error, stop_iteration
from python.interpreter.frame import W_Frame, ec

STATE_INIT: Final = 0
STATE_ITERATING: Final = 1
STATE_CLOSED: Final = 2


@pytype("async_generator_wrapped_value", flags=FINAL_TYPE | NO_NEW)
class W_AsyncGenWrapped(W_Object):
    """A value of `yield`, told apart from what an inner `await` yields."""

    w_value: Final[W_Object]

    def __init__(self, w_value: W_Object) -> None:
        self.w_value = w_value


@pytype("async_generator", flags=FINAL_TYPE | NO_NEW)
class W_AsyncGenerator(W_GeneratorBase):
    hooks_done: bool = False
    is_closed: bool = False
    in_use: bool = False  # an asend, athrow or aclose is under way
    w_finalizer: W_Object | None = None

    def kind(self) -> str:
        return "async generator"

    def translate(self, error: OperationError) -> OperationError:
        if error.match(w_StopAsyncIteration):
            return replace_error(error, "async generator raised StopAsyncIteration")
        return super().translate(error)

    def init_hooks(self) -> None:
        """sys.set_asyncgen_hooks: told once, at the first iteration."""
        if self.hooks_done:
            return
        self.hooks_done = True
        self.w_finalizer = ec.w_asyncgen_finalizer
        w_first = ec.w_asyncgen_firstiter
        if w_first is not None:
            call1(w_first, self)

    def unwrap(self, w_yielded: W_Object | None) -> W_Object:
        """What the awaitables answer: a wrapped value ends them with StopIteration, the rest goes through."""
        if w_yielded is None:
            self.is_closed = True
            raise OperationError(W_BaseException(w_StopAsyncIteration, []))
        if isinstance(w_yielded, W_AsyncGenWrapped):
            self.in_use = False
            raise stop_iteration(w_yielded.w_value)
        return w_yielded

    def closed_by(self, error: OperationError) -> None:
        if error.match(w_StopAsyncIteration) or error.match(w_GeneratorExit):
            self.is_closed = True

    @builtin("__aiter__")
    def descr_aiter(self) -> W_Object:
        return self

    @builtin("__anext__")
    def descr_anext(self) -> W_Object:
        self.init_hooks()
        return W_AsyncGenSend(self, w_None)

    @builtin("asend")
    def descr_asend(self, value: W_Object, /) -> W_Object:
        """asend(v) -> send 'v' in generator."""
        self.init_hooks()
        return W_AsyncGenSend(self, value)

    @builtin("athrow")
    def descr_athrow(
        self, type: W_Object, value: W_Object | None = None, traceback: W_Object | None = None, /
    ) -> W_Object:
        """athrow(value)
        athrow(type[,value[,tb]])

        raise exception in generator.
        the (type, val, tb) signature is deprecated,
        and may be removed in a future version of Python."""
        self.init_hooks()
        return W_AsyncGenThrow(self, thrown(type, value, traceback), False)

    @builtin("aclose")
    def descr_aclose(self) -> W_Object:
        """aclose() -> raise GeneratorExit inside generator."""
        self.init_hooks()
        return W_AsyncGenThrow(self, OperationError(W_BaseException(w_GeneratorExit, [])), True)

    @builtin("__repr__")
    def descr_repr(self) -> str:
        return f"<async_generator object {self.qualname} at {hex_id(self)}>"

    @getset("__name__")
    def get_name(self) -> str:
        return self.name

    @getset("__qualname__")
    def get_qualname(self) -> str:
        return self.qualname

    @getset("ag_running")
    def get_running(self) -> bool:
        return self.in_use

    @getset("ag_frame")
    def get_frame(self) -> W_Object:
        if self.is_finished:
            return w_None
        return self.frame

    @getset("ag_code")
    def get_code(self) -> W_Object:
        return self.frame.code

    @getset("ag_await")
    def get_await(self) -> W_Object:
        return or_none(self.delegate())


class W_AsyncGenAwaitable(W_Object):
    """asend() and athrow() objects: iterators for `await`."""

    w_gen: Final[W_AsyncGenerator]
    state: int

    def __init__(self, w_gen: W_AsyncGenerator) -> None:
        self.w_gen = w_gen
        self.state = STATE_INIT

    def name(self) -> str:
        return "asend()"

    def start(self) -> None:
        """Before the first step."""
        if self.w_gen.in_use:
            self.state = STATE_CLOSED
            raise runtime_error(self.w_gen_busy())
        self.state = STATE_ITERATING
        self.w_gen.in_use = True

    def w_gen_busy(self) -> str:
        return "anext(): asynchronous generator is already running"

    def finish(self) -> None:
        self.state = STATE_CLOSED
        self.w_gen.in_use = False

    def check_open(self) -> None:
        if self.state == STATE_CLOSED:
            raise runtime_error(f"cannot reuse already awaited __anext__()/{self.name()}")


@pytype("async_generator_asend", flags=FINAL_TYPE | NO_NEW)
class W_AsyncGenSend(W_AsyncGenAwaitable):
    w_value: W_Object

    def __init__(self, w_gen: W_AsyncGenerator, w_value: W_Object) -> None:
        super().__init__(w_gen)
        self.w_value = w_value

    def send(self, w_value: W_Object) -> W_Object:
        self.check_open()
        if self.state == STATE_INIT:
            self.start()
            if w_value is w_None:
                w_value = self.w_value
        try:
            return self.w_gen.unwrap(self.w_gen.resume(w_value, None))
        except OperationError as e:
            self.w_gen.closed_by(e)
            self.finish()
            raise

    @builtin("__await__")
    def descr_await(self) -> W_Object:
        return self

    @builtin("__iter__")
    def descr_iter(self) -> W_Object:
        return self

    @builtin("__next__")
    def descr_next(self) -> W_Object:
        return self.send(w_None)

    @builtin("send")
    def descr_send(self, value: W_Object, /) -> W_Object:
        return self.send(value)

    @builtin("throw")
    def descr_throw(
        self, type: W_Object, value: W_Object | None = None, traceback: W_Object | None = None, /
    ) -> W_Object:
        self.check_open()
        if self.state == STATE_INIT:
            self.start()
        try:
            return self.w_gen.unwrap(self.w_gen.throw_error(thrown(type, value, traceback)))
        except OperationError as e:
            self.w_gen.closed_by(e)
            self.finish()
            raise

    @builtin("close")
    def descr_close(self) -> None:
        if self.state == STATE_CLOSED:
            return
        self.finish()


@pytype("async_generator_athrow", flags=FINAL_TYPE | NO_NEW)
class W_AsyncGenThrow(W_AsyncGenAwaitable):
    error: OperationError
    is_close: Final[bool]

    def __init__(self, w_gen: W_AsyncGenerator, error: OperationError, is_close: bool) -> None:
        super().__init__(w_gen)
        self.error = error
        self.is_close = is_close

    def name(self) -> str:
        if self.is_close:
            return "aclose()"
        return "athrow()"

    def w_gen_busy(self) -> str:
        return f"{self.name()}: asynchronous generator is already running"

    def check_open(self) -> None:
        if self.state == STATE_CLOSED:
            raise runtime_error(f"cannot reuse already awaited {self.name()}")

    def send(self, w_value: W_Object) -> W_Object:
        self.check_open()
        w_gen = self.w_gen
        if self.state == STATE_INIT:
            self.start()
            if w_gen.is_closed or (self.is_close and w_gen.is_finished):
                self.finish()
                if self.is_close:
                    raise stop_iteration(None)
                raise OperationError(W_BaseException(w_StopAsyncIteration, []))
            w_gen.is_closed = self.is_close
            return self.take(self.error, w_None)
        return self.take(None, w_value)

    def take(self, error: OperationError | None, w_value: W_Object) -> W_Object:
        w_gen = self.w_gen
        try:
            if error is not None:
                w_yielded = w_gen.throw_error(error)
            else:
                w_yielded = w_gen.resume(w_value, None)
            if not self.is_close:
                return w_gen.unwrap(w_yielded)
        except OperationError as e:
            self.finish()
            w_gen.closed_by(e)
            if self.is_close and (e.match(w_StopAsyncIteration) or e.match(w_GeneratorExit)):
                raise stop_iteration(None)
            raise
        if w_yielded is None:
            self.finish()
            raise stop_iteration(None)
        if isinstance(w_yielded, W_AsyncGenWrapped):
            self.finish()
            raise runtime_error("async generator ignored GeneratorExit")
        return w_yielded

    @builtin("__await__")
    def descr_await(self) -> W_Object:
        return self

    @builtin("__iter__")
    def descr_iter(self) -> W_Object:
        return self

    @builtin("__next__")
    def descr_next(self) -> W_Object:
        return self.send(w_None)

    @builtin("send")
    def descr_send(self, value: W_Object, /) -> W_Object:
        return self.send(value)

    @builtin("throw")
    def descr_throw(
        self, type: W_Object, value: W_Object | None = None, traceback: W_Object | None = None, /
    ) -> W_Object:
        self.check_open()
        if self.state == STATE_INIT:
            self.start()
        return self.take(thrown(type, value, traceback), w_None)

    @builtin("close")
    def descr_close(self) -> None:
        if self.state == STATE_CLOSED:
            return
        self.finish()
