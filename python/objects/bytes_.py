"""bytes: immutable byte string."""

from python.interpreter.calling import call1, call_descr0
from python.interpreter.errors import index_error, memory_error, type_error, value_error
from python.interpreter.iteration import iterate
from python.interpreter.operation import is_iterable
from python.interpreter.operation import index_int, index_w
from python.interpreter.slots import S_BYTES, S_INDEX
from python.objects.base import W_Object
from python.objects.buffer import buffer_or_none
from python.objects.bytes_mixin import BytesMixin
from python.objects.bytes_ops import byte_value, bytes_from_hex, repr_of_bytes
from python.objects.codecs import decode_latin1, encode_str
from python.objects.flags import SEQUENCE
from python.objects.int_ import W_AbstractInt, W_Int
from python.objects.iterator import IteratorMixin
from python.objects.slice_ import W_Slice, cannot_fit
from python.objects.str_ import HASH_KEY0, HASH_KEY1, W_Str
from python.objects.tuple_ import new_tuple
from python.objects.type_ import W_Type, type_name
from python.objects.usermixin import UserMixin
from python.rlib.alloc import alloc_bytes
from python.rlib.builder import ByteBuilder
from python.rlib.siphash import siphash13
from python.rpython import arr, arr_copy, builtin, Final, has_class, inline, pytype, typeof, u8


@pytype("bytes")
class W_Bytes(BytesMixin, W_Object):
    """bytes(iterable_of_ints) -> bytes
    bytes(string, encoding[, errors]) -> bytes
    bytes(bytes_or_buffer) -> immutable copy of bytes_or_buffer
    bytes(int) -> bytes object of size given by the parameter initialized with null bytes
    bytes() -> empty bytes object

    Construct an immutable array of bytes from:
      - an iterable yielding integers in range(256)
      - a text string encoded using the specified encoding
      - any object implementing the buffer API.
      - an integer
    """

    data: Final[arr[u8]]
    hash: int

    def __init__(self, data: arr[u8]) -> None:
        self.data = data
        self.hash = 0

    @inline
    def is_exact(self) -> bool:
        return has_class(self, W_Bytes)

    def raw(self) -> arr[u8]:
        return self.data

    def size(self) -> int:
        return len(self.data)

    def make(self, data: arr[u8]) -> W_Object:
        return new_bytes(data)

    @builtin("__new__", static=True)
    def descr_new(
        w_type: W_Type, source: W_Object | None = None, encoding: str | None = None, errors: str | None = None
    ) -> W_Object:
        if w_type is typeof(W_Bytes) and isinstance(source, W_Bytes) and source.is_exact() and encoding is None:
            return source
        data = bytes_from_arguments(source, encoding, errors, True)
        if w_type is typeof(W_Bytes):
            return new_bytes(data)
        w_result = W_BytesUser(data)
        w_result.init_user(w_type)
        return w_result

    @builtin("__repr__")
    def descr_repr(self) -> str:
        return repr_of_bytes(self.data, len(self.data))

    @builtin("__str__")
    def descr_str(self) -> str:
        return repr_of_bytes(self.data, len(self.data))

    @builtin("__hash__")
    def descr_hash(self) -> int:
        h = self.hash
        if h == 0 and len(self.data) > 0:
            h = siphash13(self.data, len(self.data), HASH_KEY0, HASH_KEY1)
            self.hash = h
        return h

    @builtin("__iter__")
    def descr_iter(self) -> W_Object:
        return W_BytesIterator(self)

    @builtin("__getitem__")
    def descr_getitem(self, key: W_Object, /) -> W_Object:
        d = self.data
        if isinstance(key, W_Slice):
            start, step, count = key.unpack(len(d))
            if step == 1 and count == len(d) and self.is_exact():
                return self
            return new_bytes(strided_bytes(d, start, step, count))
        if isinstance(key, W_Int):
            i = key.value
            if i < 0:
                i += int(len(d))
            if 0 <= i < len(d):
                return W_Int(d[i])
        return W_Int(d[byte_index(key, len(d))])

    @builtin("__bytes__")
    def descr_bytes(self) -> W_Object:
        """Convert this value to exact type bytes."""
        return self if self.is_exact() else W_Bytes(self.data)

    @builtin("__getnewargs__")
    def descr_getnewargs(self) -> W_Object:
        return new_tuple([W_Bytes(self.data)])

    @builtin("__sizeof__")
    def descr_sizeof(self) -> int:
        return 33 + int(len(self.data))

    @builtin(classmethod=True)
    def fromhex(w_type: W_Type, string: W_Object, /) -> W_Object:
        """Create a bytes object from a string of hexadecimal numbers.

        Spaces between two numbers are accepted.
        """
        w_value = new_bytes(hex_argument(string))
        if w_type is typeof(W_Bytes):
            return w_value
        return call1(w_type, w_value)


class W_BytesUser(UserMixin, W_Bytes):
    """Instance of a subclass of bytes."""


@pytype("bytes_iterator")
class W_BytesIterator(IteratorMixin, W_Object):
    w_bytes: W_Bytes | None
    position: int

    def __init__(self, w_bytes: W_Bytes) -> None:
        self.w_bytes = w_bytes
        self.position = 0

    def iter_next(self) -> W_Object | None:
        w_bytes = self.w_bytes
        if w_bytes is None:
            return None
        i = self.position
        if i >= len(w_bytes.data):
            self.w_bytes = None
            return None
        self.position = i + 1
        return W_Int(w_bytes.data[i])

    def length_hint(self) -> int:
        w_bytes = self.w_bytes
        return 0 if w_bytes is None else int(len(w_bytes.data)) - self.position

    @builtin("__setstate__")
    def descr_setstate(self, state: int, /) -> None:
        w_bytes = self.w_bytes
        if w_bytes is not None:
            self.position = max(0, min(state, int(len(w_bytes.data))))


w_empty_bytes: Final = W_Bytes(arr[u8](0))


def new_bytes(data: arr[u8]) -> W_Bytes:
    """Takes over `data`."""
    if len(data) == 0:
        return w_empty_bytes
    return W_Bytes(data)


def byte_index(w_key: W_Object, n: int) -> int:
    if not isinstance(w_key, W_AbstractInt) and w_key.gettypeobject().slot(S_INDEX) is None:
        raise type_error(f"byte indices must be integers or slices, not {type_name(w_key)}")
    i = index_int(w_key)
    if i < 0:
        i += n
    if i < 0 or i >= n:
        raise index_error("index out of range")
    return i


def strided_bytes(d: arr[u8], start: int, step: int, count: int) -> arr[u8]:
    if count <= 0:
        return arr[u8](0)
    result = arr[u8](count)
    if step == 1:
        arr_copy(d, start, result, 0, count)
        return result
    i = 0
    while i < count:
        result[i] = d[start + i * step]
        i += 1
    return result


def hex_argument(w_string: W_Object) -> arr[u8]:
    if isinstance(w_string, W_Str):
        return bytes_from_hex(w_string)
    data = buffer_or_none(w_string)
    if data is None:
        raise type_error(f"fromhex() argument must be str or bytes-like, not {type_name(w_string)}")
    return bytes_from_hex(decode_latin1(data))


def bytes_from_arguments(
    w_source: W_Object | None, encoding: W_Str | None, errors: W_Str | None, use_method: bool
) -> arr[u8]:
    """The content for `bytes(source, encoding, errors)` and bytearray's; a new array or one nobody writes to."""
    if isinstance(w_source, W_Str):
        if encoding is None:
            raise type_error("string argument without an encoding")
        return encode_str(w_source, encoding, "strict" if errors is None else errors)
    if encoding is not None:
        raise type_error("encoding without a string argument")
    if errors is not None:
        raise type_error("errors without a string argument")
    if w_source is None:
        return arr[u8](0)
    if use_method:
        w_method = w_source.gettypeobject().slot(S_BYTES)
        if w_method is not None:
            w_result = call_descr0(w_method, w_source)
            if not isinstance(w_result, W_Bytes):
                raise type_error(f"__bytes__ returned non-bytes (type {type_name(w_result)})")
            return w_result.data
    if isinstance(w_source, W_AbstractInt) or w_source.gettypeobject().slot(S_INDEX) is not None:
        return zero_bytes(w_source)
    return bytes_of_object(w_source)


def zero_bytes(w_count: W_Object) -> arr[u8]:
    w_int = index_w(w_count)
    if w_int.sign() < 0:
        raise value_error("negative count")
    if not w_int.fits_int():
        raise cannot_fit(w_count)
    if w_int.as_int() > 0x7FFFFFF0:
        raise memory_error()
    return alloc_bytes(w_int.as_int())


def bytes_of_object(w_source: W_Object) -> arr[u8]:
    """Of a bytes-like object or an iterable of ints."""
    data = buffer_or_none(w_source)
    if data is not None:
        return data
    if isinstance(w_source, W_Str) or not is_iterable(w_source):
        raise type_error(f"cannot convert '{type_name(w_source)}' object to bytes")
    out = ByteBuilder(32)
    w_iter = iterate(w_source)
    while True:
        w_item = w_iter.iter_next()
        if w_item is None:
            return out.build()
        out.add_byte(byte_value(w_item, "bytes"))
