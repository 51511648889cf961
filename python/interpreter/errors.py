"""Python-level exceptions inside the interpreter: the carrier class and constructors for the common types.

`raise type_error(f"...")` is the form used everywhere: the constructors answer the error, the caller raises it,
so that control flow stays visible to the checker and to the reader.
"""

from python.rpython import arr, cold, inline, lang, stack_low, typeof
from python.objects.base import W_Object
from python.objects.exceptions.base import W_BaseException, W_ValueError, new_exception
from python.objects.exceptions.hierarchy import (
    w_ArithmeticError, w_AssertionError, w_BufferError, w_EOFError, w_IndexError, w_KeyError, w_KeyboardInterrupt,
    w_LookupError, w_MemoryError, w_NotImplementedError, w_OverflowError, w_RecursionError, w_ReferenceError,
    w_RuntimeError, w_SystemError, w_TypeError, w_UnboundLocalError, w_ZeroDivisionError,
)
from python.objects.exceptions.special import W_AttributeError, W_ImportError, W_NameError, W_StopIteration
from python.objects.type_ import W_Type, type_name


@lang("error")
class Error:
    """Root of everything `raise` may carry."""


@lang("stack_overflow")
class StackOverflow(Error):
    """The host's stack is used up, told by the host itself; `run` turns it into a RecursionError."""

    def __init__(self) -> None:
        pass


@lang("out_of_memory")
class OutOfMemory(Error):
    """The host's heap is used up, told by the host itself; `run` turns it into a MemoryError."""

    def __init__(self) -> None:
        pass


class OperationError(Error):
    """A Python exception on its way through the interpreter; `w_value` is always an instance."""

    w_value: W_BaseException
    reraised: bool  # goes on from where it was: no new traceback entry for the frame
    has_context: bool  # __context__ has been set

    def __init__(self, w_value: W_BaseException) -> None:
        self.w_value = w_value
        self.reraised = False
        self.has_context = False

    def match(self, w_type: W_Type) -> bool:
        """Whether the exception is an instance of `w_type` (a class, not a tuple)."""
        return self.w_value.gettypeobject().is_subtype(w_type)


@cold
def new_error(w_type: W_Type, msg: str) -> OperationError:
    return OperationError(new_exception(w_type, msg))


@cold
def type_error(msg: str) -> OperationError:
    return new_error(w_TypeError, msg)


@cold
def value_error(msg: str) -> OperationError:
    return new_error(typeof(W_ValueError), msg)


@cold
def index_error(msg: str) -> OperationError:
    return new_error(w_IndexError, msg)


@cold
def key_error(w_key: W_Object) -> OperationError:
    w_exc = new_exception(w_KeyError, "")
    w_exc.args_w = [w_key]
    return OperationError(w_exc)


@cold
def key_error_msg(msg: str) -> OperationError:
    return new_error(w_KeyError, msg)


@cold
def lookup_error(msg: str) -> OperationError:
    return new_error(w_LookupError, msg)


@cold
def overflow_error(msg: str) -> OperationError:
    return new_error(w_OverflowError, msg)


@cold
def zero_division(msg: str) -> OperationError:
    return new_error(w_ZeroDivisionError, msg)


@cold
def runtime_error(msg: str) -> OperationError:
    return new_error(w_RuntimeError, msg)


@cold
def recursion_error(msg: str) -> OperationError:
    return new_error(w_RecursionError, msg)


@inline
def check_stack() -> None:
    """Before steps that may nest without a Python frame in between."""
    if stack_low():
        raise stack_error()


@cold
def stack_error() -> OperationError:
    return recursion_error("maximum recursion depth exceeded while calling a Python object")


@cold
def memory_error() -> OperationError:
    w_exc = new_exception(w_MemoryError, "")
    w_exc.args_w = []
    return OperationError(w_exc)


@cold
def system_error(msg: str) -> OperationError:
    return new_error(w_SystemError, msg)


@cold
def not_implemented_error(msg: str) -> OperationError:
    return new_error(w_NotImplementedError, msg)


@cold
def assertion_error(msg: str) -> OperationError:
    return new_error(w_AssertionError, msg)


@cold
def buffer_error(msg: str) -> OperationError:
    return new_error(w_BufferError, msg)


@cold
def eof_error(msg: str) -> OperationError:
    return new_error(w_EOFError, msg)


@cold
def reference_error(msg: str) -> OperationError:
    return new_error(w_ReferenceError, msg)


@cold
def arithmetic_error(msg: str) -> OperationError:
    return new_error(w_ArithmeticError, msg)


@cold
def keyboard_interrupt() -> OperationError:
    w_exc = new_exception(w_KeyboardInterrupt, "")
    w_exc.args_w = []
    return OperationError(w_exc)


@cold
def attribute_error(w_obj: W_Object, name: str) -> OperationError:
    """The message `object.__getattribute__` gives for a missing attribute."""
    if isinstance(w_obj, W_Type):
        return attribute_error_msg(w_obj, name, f"type object '{w_obj.name}' has no attribute '{name}'")
    return attribute_error_msg(w_obj, name, f"'{type_name(w_obj)}' object has no attribute '{name}'")


@cold
def attribute_error_msg(w_obj: W_Object | None, name: str | None, msg: str) -> OperationError:
    w_exc = W_AttributeError(typeof(W_AttributeError), [msg])
    w_exc.w_name = name
    w_exc.w_obj = w_obj
    return OperationError(w_exc)


@cold
def name_error(name: str, msg: str) -> OperationError:
    w_exc = W_NameError(typeof(W_NameError), [msg])
    w_exc.w_name = name
    return OperationError(w_exc)


@cold
def unbound_local(name: str, msg: str) -> OperationError:
    w_exc = W_NameError(w_UnboundLocalError, [msg])
    w_exc.w_name = name
    return OperationError(w_exc)


@cold
def import_error(w_type: W_Type, name: str, msg: str) -> OperationError:
    w_exc = W_ImportError(w_type, [msg])
    w_exc.w_msg = msg
    w_exc.w_name = name
    return OperationError(w_exc)


@cold
def stop_iteration(w_value: W_Object | None) -> OperationError:
    """StopIteration for `__next__` and for generators; `w_value` is the result of a generator."""
    if w_value is None:
        return OperationError(W_StopIteration(typeof(W_StopIteration), []))
    w_exc = W_StopIteration(typeof(W_StopIteration), [w_value])
    w_exc.w_value = w_value
    return OperationError(w_exc)
