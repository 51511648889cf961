"""The raise statement: from a class or an instance to an exception."""

from python.rpython import arr, typeof
from python.objects.base import W_Object
from python.objects.exceptions.base import W_BaseException
from python.objects.singletons import w_None
from python.objects.tuple_ import W_Tuple
from python.objects.type_ import W_Type, type_name
from python.interpreter.calling import call
from python.interpreter.errors import OperationError, type_error
from python.interpreter.operation import repr_w


def raise_error(w_value: W_Object, w_cause: W_Object | None) -> OperationError:
    """What `raise value` and `raise value from cause` raise."""
    if isinstance(w_value, W_BaseException):
        w_exc = w_value
    elif isinstance(w_value, W_Type) and w_value.is_subtype(typeof(W_BaseException)):
        w_exc = exception_of(w_value, None)
    else:
        raise type_error("exceptions must derive from BaseException")
    if w_cause is not None:
        set_cause(w_exc, w_cause)
    return OperationError(w_exc)


def set_cause(w_exc: W_BaseException, w_cause: W_Object) -> None:
    w_exc.suppress_context = True
    if w_cause is w_None:
        w_exc.w_cause = None
    elif isinstance(w_cause, W_BaseException):
        w_exc.w_cause = w_cause
    elif isinstance(w_cause, W_Type) and w_cause.is_subtype(typeof(W_BaseException)):
        w_exc.w_cause = exception_of(w_cause, None)
    else:
        raise type_error("exception causes must derive from BaseException")


def exception_of(w_type: W_Type, w_value: W_Object | None) -> W_BaseException:
    """An instance of the class: called with the value, a tuple of arguments, or nothing."""
    if isinstance(w_value, W_BaseException) and w_value.gettypeobject().is_subtype(w_type):
        return w_value
    args = arr[W_Object](0)
    if isinstance(w_value, W_Tuple):
        args = w_value.items
    elif w_value is not None and w_value is not w_None:
        args = [w_value]
    w_exc = call(w_type, args)
    if not isinstance(w_exc, W_BaseException):
        raise type_error(
            f"calling {repr_w(w_type)} should have returned an instance of BaseException, not {type_name(w_exc)}"
        )
    return w_exc
