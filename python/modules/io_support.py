"""What the classes of `_io` share: errors, sizes, and buffers that a stream reads into."""

from python.interpreter.calling import call_method0
from python.interpreter.errors import OperationError, new_error, type_error, value_error
from python.interpreter.operation import int_of, is_true
from python.interpreter.attributes import get_attr
from python.interpreter.slots import S_INDEX
from python.objects.base import W_Object
from python.objects.bytearray_ import W_ByteArray
from python.objects.exceptions.base import W_ValueError
from python.objects.exceptions.special import W_OSError
from python.objects.flags import EXC_SUBCLASS, HAS_DICT, HEAP_TYPE
from python.objects.memoryview import W_MemoryView, view_of
from python.objects.buffer import is_buffer
from python.objects.singletons import w_None
from python.objects.type_ import W_Type, type_name
from python.objects.type_new import c3
from python.rpython import Final, arr, arr_copy, cold, finalizer_register, typeof, u8

DEFAULT_BUFFER_SIZE: Final = 131072
SMALL_BUFFER: Final = 8192


def make_unsupported() -> W_Type:
    w_type = W_Type("UnsupportedOperation", typeof(W_OSError), HAS_DICT | EXC_SUBCLASS | HEAP_TYPE)
    w_type.bases = [typeof(W_OSError), typeof(W_ValueError)]
    w_type.mro = c3(w_type)
    w_type.layout = typeof(W_OSError).layout_type()
    w_type.table.set("__module__", "io")
    typeof(W_OSError).add_subclass(w_type)
    typeof(W_ValueError).add_subclass(w_type)
    return w_type


w_UnsupportedOperation: Final = make_unsupported()


@cold
def unsupported(message: str) -> OperationError:
    w_exc = W_OSError(w_UnsupportedOperation, [message])
    return OperationError(w_exc)


@cold
def os_failure(message: str) -> OperationError:
    """An OSError without a number."""
    return OperationError(W_OSError(typeof(W_OSError), [message]))


@cold
def closed_error() -> OperationError:
    return value_error("I/O operation on closed file.")


def finalize(w_stream: W_Object, w_type: W_Type) -> None:
    """A stream that the program forgets is closed. Classes of the program see to it themselves."""
    if not w_type.has_finalizer:
        finalizer_register(w_stream)


def optional_size(w_size: W_Object) -> int:
    """A number of bytes or characters; None: -1."""
    if w_size is w_None:
        return -1
    if w_size.gettypeobject().slot(S_INDEX) is None:
        raise type_error(f"argument should be integer or None, not '{type_name(w_size)}'")
    return int_of(w_size)


def is_closed(w_stream: W_Object) -> bool:
    """`stream.closed`"""
    return is_true(get_attr(w_stream, "closed"))


def require_open(w_stream: W_Object) -> None:
    if is_closed(w_stream):
        raise closed_error()


def require(w_stream: W_Object, method: str, what: str) -> None:
    """Asks `readable()`, `writable()` or `seekable()` of the stream."""
    if not is_true(call_method0(w_stream, method)):
        raise unsupported(f"File or stream is not {what}.")


class Target:
    """Memory that a stream reads into: `data[start : start + size]` of an object of the program."""

    data: arr[u8]
    start: int
    size: int
    w_view: W_MemoryView | None

    def __init__(self, function: str, w_obj: W_Object) -> None:
        if not is_buffer(w_obj):
            raise not_writable(function, w_obj)
        if isinstance(w_obj, W_ByteArray):
            self.data = w_obj.data
            self.start = 0
            self.size = w_obj.length
            self.w_view = None
            return
        w_view = view_of(w_obj)
        if w_view.readonly or not w_view.is_contiguous():
            w_view.release_now()
            raise not_writable(function, w_obj)
        self.data = w_view.data
        self.start = w_view.start
        self.size = w_view.count * w_view.item_size
        self.w_view = w_view

    def fill(self, source: arr[u8], at: int, n: int) -> None:
        arr_copy(source, 0, self.data, self.start + at, n)

    def release(self) -> None:
        w_view = self.w_view
        if w_view is not None:
            w_view.release_now()


@cold
def not_writable(function: str, w_obj: W_Object) -> OperationError:
    return type_error(f"{function}() argument must be read-write bytes-like object, not {type_name(w_obj)}")


def window(data: arr[u8], start: int, n: int, readonly: bool) -> W_MemoryView:
    """A memoryview of a part of an array of ours, to hand to a method of the program."""
    w_view = W_MemoryView(W_ByteArray(data), data, n, readonly)
    w_view.start = start
    return w_view
