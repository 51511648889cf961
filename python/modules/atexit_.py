"""atexit: functions called when the program ends."""

from python.rpython import Final, arr, builtin_function
from python.interpreter.calling import call_with_dict, is_callable
from python.interpreter.errors import OperationError, type_error
from python.interpreter.operation import eq_w
from python.interpreter.report import write_unraisable
from python.objects.base import W_Object
from python.objects.dict_ import W_Dict
from python.rlib.list import List

MODULE: Final = "atexit"


class ExitCall:
    w_func: W_Object
    args: arr[W_Object]
    w_kwargs: W_Dict

    def __init__(self, w_func: W_Object, args: arr[W_Object], w_kwargs: W_Dict) -> None:
        self.w_func = w_func
        self.args = args
        self.w_kwargs = w_kwargs


class ExitCalls:
    items: List[ExitCall]

    def __init__(self) -> None:
        self.items = List[ExitCall]()


exit_calls: Final = ExitCalls()


@builtin_function
def register(func: W_Object, /, *args: arr[W_Object], **kwargs: W_Dict) -> W_Object:
    """Register a function to be executed upon normal program termination

    func - function to be called at exit
    args - optional arguments to pass to func
    kwargs - optional keyword arguments to pass to func

    func is returned to facilitate usage as a decorator."""
    if not is_callable(func):
        raise type_error("the first argument must be callable")
    exit_calls.items.append(ExitCall(func, args, kwargs))
    return func


@builtin_function
def unregister(func: W_Object, /) -> None:
    """Unregister an exit function which was previously registered using
    atexit.register

    func - function to be unregistered"""
    i = len(exit_calls.items) - 1
    while i >= 0:
        if i < len(exit_calls.items) and eq_w(exit_calls.items[i].w_func, func):
            exit_calls.items.remove_range(i, 1)
        i -= 1


@builtin_function("_run_exitfuncs")
def run_exitfuncs() -> None:
    """Run all registered exit functions.

    If a callback raises an exception, it is logged with sys.unraisablehook."""
    while len(exit_calls.items) > 0:
        last = exit_calls.items.pop()
        try:
            call_with_dict(last.w_func, last.args, last.w_kwargs)
        except OperationError as e:
            write_unraisable(e, "Exception ignored in atexit callback", last.w_func)


@builtin_function("_clear")
def clear() -> None:
    """Clear the list of previously registered exit functions."""
    exit_calls.items.clear()


@builtin_function("_ncallbacks")
def ncallbacks() -> int:
    """Return the number of registered exit functions."""
    return len(exit_calls.items)
