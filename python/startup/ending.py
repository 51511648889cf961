"""The end of a program: the exception that nothing caught, exit functions, the last flush, the exit code."""

from python.rpython import Final, i32
from python.externs import fs_write, proc_kill, proc_pid, signal_watch
from python.importing.importer import imports
from python.interpreter.attributes import find_attr
from python.interpreter.calling import call0, call3
from python.interpreter.errors import OperationError
from python.interpreter.operation import is_true, str_w
from python.interpreter.report import default_hook, print_exception, write_error
from python.modules.io_exit import open_writers
from python.modules.sys_ import flags
from python.objects.base import W_Object
from python.objects.codecs import encode_utf8
from python.objects.exceptions.base import W_BaseException
from python.objects.exceptions.hierarchy import w_KeyboardInterrupt
from python.objects.exceptions.special import W_SystemExit
from python.objects.int_ import W_AbstractInt
from python.objects.module_ import builtin_modules
from python.objects.singletons import w_None
from python.objects.type_ import type_name

SIGINT: Final = 2
INTERRUPTED: Final = 130
LOST_OUTPUT: Final = 120


def output(fd: i32, text: str) -> None:
    """For what is said outside of any program: not through sys.stdout."""
    data = encode_utf8(text, "surrogateescape")
    fs_write(fd, data, 0, i32(len(data)))


def exit_code(w_exc: W_BaseException) -> i32:
    """What an exception that nothing caught means for the process."""
    if isinstance(w_exc, W_SystemExit) and flags.inspect == 0:
        return system_exit_code(w_exc)
    try:
        report(w_exc)
    except OperationError as e:
        # A hook that asks for the end.
        w_end = e.w_value
        if isinstance(w_end, W_SystemExit):
            return system_exit_code(w_end)
        write_error(f"{type_name(w_exc)}: <the report failed with {type_name(w_end)}>\n")
    if w_exc.gettypeobject().is_subtype(w_KeyboardInterrupt):
        return INTERRUPTED
    return 1


def report(w_exc: W_BaseException) -> None:
    """Through sys.excepthook; raises only SystemExit."""
    flush_stream("stdout")
    w_sys = builtin_modules.get_or_make("sys")
    w_traceback: W_Object = w_None
    own = w_exc.w_traceback
    if own is not None:
        w_traceback = own
    w_sys.attr_set("last_exc", w_exc)
    w_sys.attr_set("last_type", w_exc.gettypeobject())
    w_sys.attr_set("last_value", w_exc)
    w_sys.attr_set("last_traceback", w_traceback)
    w_hook = w_sys.w_dict.get_str("excepthook")
    if w_hook is default_hook.w_hook:
        print_exception(w_exc)
        return
    if w_hook is None:
        write_error("sys.excepthook is missing\n")
        print_exception(w_exc)
        return
    try:
        call3(w_hook, w_exc.gettypeobject(), w_exc, w_traceback)
    except OperationError as e:
        if isinstance(e.w_value, W_SystemExit):
            raise e
        flush_stream("stdout")
        write_error("Error in sys.excepthook:\n")
        print_exception(e.w_value)
        write_error("\nOriginal exception was:\n")
        print_exception(w_exc)


def system_exit_code(w_exc: W_SystemExit) -> i32:
    w_code = w_exc.w_code
    if w_code is None or w_code is w_None:
        return 0
    if isinstance(w_code, W_AbstractInt):
        if not w_code.fits_int():
            return -1
        return i32(w_code.as_int() & 0xFF)
    flush_stream("stdout")
    try:
        write_error(str_w(w_code))
    except OperationError:
        write_error("<exception str() failed>")
    write_error("\n")
    return 1


def flush_stream(name: str) -> OperationError | None:
    """The error, if what was written to sys.stdout or sys.stderr could not be delivered."""
    w_stream = builtin_modules.get_or_make("sys").w_dict.get_str(name)
    if w_stream is None or w_stream is w_None:
        return None
    try:
        w_closed = find_attr(w_stream, "closed")
        if w_closed is not None and is_true(w_closed):
            return None
        w_flush = find_attr(w_stream, "flush")
        if w_flush is not None:
            call0(w_flush)
    except OperationError as e:
        return e
    return None


def run_exit_step(module: str, name: str) -> None:
    w_module = imports.w_modules.get_str(module)
    if w_module is None:
        return
    try:
        w_function = find_attr(w_module, name)
        if w_function is not None:
            call0(w_function)
    except OperationError as e:
        print_exception(e.w_value)


def finish(code: i32) -> i32:
    """Threads and exit functions, then the last flush."""
    run_exit_step("threading", "_shutdown")
    run_exit_step("atexit", "_run_exitfuncs")
    problem = flush_stream("stdout")
    open_writers.flush_all()
    if problem is not None:
        write_error("Exception ignored while flushing sys.stdout:\n")
        print_exception(problem.w_value)
        return LOST_OUTPUT
    if flush_stream("stderr") is not None:
        return LOST_OUTPUT
    if code == INTERRUPTED:
        # A shell wants to see that its child died of Ctrl-C.
        signal_watch(SIGINT, 0)
        proc_kill(proc_pid(), SIGINT)
    return code
