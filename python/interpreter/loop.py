"""The interpreter loop: fetch, dispatch, call; pushing and leaving of frames; unwinding to a handler.

A handler answers the next pc, or SWITCH when `ec.frame` has changed, or LEAVE when the frame that `run` was
given has produced its value (`ec.w_result`). Python functions called from Python code are pushed, not recursed into.
"""

from python.rpython import (
    arr, cold, dispatch, fetch, Final, i32, inline, noinline, nonnull, stack_low, unsafe_get, unsafe_set, ushr,
)
from python.objects.base import W_Object
from python.objects.code import ANY_GENERATOR
from python.objects.exceptions.base import W_BaseException
from python.objects.function import W_Function
from python.objects.generator import make_generator
from python.objects.traceback import W_Traceback
from python.interpreter.errors import (
    OperationError, OutOfMemory, StackOverflow, memory_error, recursion_error, stack_error,
)
from python.interpreter.frame import RETURN_FROM_LOOP, RETURN_TO_FOR, W_Frame, ec, new_frame
from python.interpreter.function_args import bind_arguments
from python.interpreter.tracing import enter_traced, interpret_traced, leave_traced, unwind_traced
from python.objects.singletons import w_None

SWITCH: Final[i32] = -1
LEAVE: Final[i32] = -2
STOPPED: Final[i32] = -3  # before an instruction: the frame's `words` say so


def run_function(w_func: W_Function, args: arr[W_Object], names: arr[str] | None) -> W_Object:
    """A call from the outside of the loop: by a builtin."""
    code = w_func.code
    frame = new_frame(code, w_func.w_globals, w_func.w_builtins, None)
    if names is None and code.simple_args and len(args) == code.argcount:
        for i in range(len(args)):
            unsafe_set(frame.regs, i, args[i])
        if len(w_func.closure) > 0:
            frame.set_closure(w_func.closure)
        return run(frame, None)
    bind_arguments(w_func, frame, args, names)
    if (w_func.code.flags & ANY_GENERATOR) != 0:
        return make_generator(w_func, frame)
    return run(frame, None)


def run(frame: W_Frame, error: OperationError | None) -> W_Object:
    """Runs the frame until it returns or yields. With an error: goes on as if it were raised at the frame's pc."""
    frame.how = RETURN_FROM_LOOP
    push(frame)
    top: W_Frame | None = frame
    pending = error
    if ec.traced:
        try:
            enter_traced(frame)
        except OperationError as e:
            pending = e
    if pending is not None:
        top = unwind(frame, pending)
        if top is None:
            raise leaving()
    while True:
        try:
            interpret(nonnull(top))
            return take_result()
        except OperationError as e:
            top = unwind(frame, e)
            if top is None:
                raise leaving()
        except StackOverflow:
            top = unwind_host_error(frame, stack_error())
        except OutOfMemory:
            top = unwind_host_error(frame, memory_error())


@noinline
def unwind_host_error(frame: W_Frame, error: OperationError) -> W_Frame:
    top = unwind(frame, error)
    if top is None:
        raise leaving()
    return top


def leaving() -> OperationError:
    """What `unwind` has left the last frame with."""
    error = nonnull(ec.leaving)
    ec.leaving = None
    return error


def interpret(frame: W_Frame) -> None:
    if ec.traced:
        interpret_traced(frame)
        return
    f = frame
    words = f.code.words
    pc: i32 = f.resume
    while True:
        word: i32 = fetch_word(f, words, pc)
        pc = dispatch(word & 255, f, words, pc, ushr(word, 8))
        if pc < 0:
            if pc == LEAVE:
                return
            if pc == STOPPED:
                f.words = words
                pc = f.pc
                continue
            below = f
            f = nonnull(ec.frame)
            if ec.traced:
                go_on_traced(below, f)
                return
            words = f.code.words
            pc = f.resume


@inline
@fetch
def fetch_word(f: W_Frame, words: arr[i32], pc: i32) -> i32:
    f.pc = pc
    return unsafe_get(f.words, pc)


@noinline
def go_on_traced(below: W_Frame, frame: W_Frame) -> None:
    if frame.back is below and frame.resume == 0:
        enter_traced(frame)
    interpret_traced(frame)


def take_result() -> W_Object:
    w_result = nonnull(ec.w_result)
    ec.w_result = None
    return w_result


def push(frame: W_Frame) -> None:
    """Puts the frame on top; RecursionError when there are too many."""
    if ec.depth >= ec.limit or stack_low():
        raise too_deep()
    ec.depth = ec.depth + 1
    frame.back = ec.frame
    frame.is_running = True
    ec.frame = frame


def pop(frame: W_Frame) -> None:
    ec.depth = ec.depth - 1
    ec.frame = frame.back
    frame.is_running = False
    if frame.generator is not None:
        frame.back = None


@cold
def too_deep() -> OperationError:
    return recursion_error("maximum recursion depth exceeded")


@cold
def unwind(entry: W_Frame, error: OperationError) -> W_Frame | None:
    """Leaves frames until one handles the error and answers it, ready to go on; None: `entry` has been left, too."""
    w_exc = error.w_value
    if not error.has_context:
        error.has_context = True
        set_context(w_exc)
    while True:
        f = nonnull(ec.frame)
        if error.reraised:
            error.reraised = False
        else:
            w_exc.w_traceback = W_Traceback(w_exc.w_traceback, f, f.pc, f.line())
        if ec.traced:
            unwind_traced(f, error)
        entry_index = f.code.find_handler(f.pc)
        if entry_index >= 0:
            table = f.code.exceptions
            f.regs[table[entry_index + 3]] = w_exc
            f.resume = table[entry_index + 2]
            return f
        if ec.traced:
            leave_traced(f, w_None)
        f.is_done = True
        pop(f)
        if f is entry:
            ec.leaving = error
            return None
        if f.how >= RETURN_TO_FOR:
            generator = nonnull(f.generator)
            generator.leave(True)
            error = generator.translate(error)
            w_exc = error.w_value


def set_context(w_exc: W_BaseException) -> None:
    """`__context__` is the handled exception; a cycle through the chain is cut."""
    w_handled = ec.handled()
    if w_handled is None or w_handled is w_exc:
        return
    w_slow: W_BaseException = w_handled
    w_walk: W_BaseException = w_handled
    move_slow = False
    while True:
        w_next = w_walk.w_context
        if w_next is None:
            break
        if w_next is w_exc:
            w_walk.w_context = None
            break
        w_walk = w_next
        if w_walk is w_slow:
            break
        if move_slow:
            w_slow = nonnull(w_slow.w_context)
        move_slow = not move_slow
    w_exc.w_context = w_handled
