"""Bytes-like arguments: the content of bytes, bytearray, memoryview and what has `__buffer__`."""

from python.interpreter.calling import call_descr1
from python.interpreter.errors import type_error
from python.interpreter.slots import S_BUFFER
from python.objects.base import W_Object
from python.objects.bytearray_ import W_ByteArray
from python.objects.bytes_ import W_Bytes
from python.objects.int_ import W_Int
from python.objects.memoryview import W_MemoryView
from python.objects.type_ import type_name
from python.rpython import arr, u8


def buffer_or_none(w_obj: W_Object) -> arr[u8] | None:
    """The bytes, not to be written to; None: not a bytes-like object."""
    if isinstance(w_obj, W_Bytes):
        return w_obj.data
    if isinstance(w_obj, W_ByteArray):
        return w_obj.content()
    if isinstance(w_obj, W_MemoryView):
        return w_obj.content()
    w_method = w_obj.gettypeobject().slot(S_BUFFER)
    if w_method is None:
        return None
    w_view = call_descr1(w_method, w_obj, W_Int(0))
    if not isinstance(w_view, W_MemoryView):
        raise type_error("__buffer__ returned non-memoryview object")
    return w_view.content()


def bytes_of_buffer(w_obj: W_Object) -> arr[u8]:
    data = buffer_or_none(w_obj)
    if data is None:
        raise type_error(f"a bytes-like object is required, not '{type_name(w_obj)}'")
    return data


def is_buffer(w_obj: W_Object) -> bool:
    if isinstance(w_obj, (W_Bytes, W_ByteArray, W_MemoryView)):
        return True
    return w_obj.gettypeobject().slot(S_BUFFER) is not None
