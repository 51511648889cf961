"""bytearray: mutable byte string."""

from python.interpreter.calling import call1
from python.interpreter.errors import buffer_error, index_error, type_error, value_error
from python.interpreter.operation import is_iterable
from python.interpreter.operation import index_int
from python.interpreter.slots import S_INDEX
from python.objects.base import W_Object
from python.objects.buffer import bytes_of_buffer, is_buffer
from python.objects.bytes_ import bytes_from_arguments, bytes_of_object, hex_argument, new_bytes, strided_bytes
from python.objects.bytes_mixin import BytesMixin
from python.objects.bytes_ops import byte_value, repr_of_bytes
from python.objects.dict_ import W_Dict
from python.objects.int_ import W_AbstractInt, W_Int
from python.objects.int_bytes import reverse_bytes
from python.objects.iterator import IteratorMixin
from python.objects.singletons import w_NotImplemented
from python.objects.slice_ import W_Slice, repeat_count
from python.objects.str_ import W_Str
from python.objects.type_ import W_Type, type_name
from python.objects.usermixin import UserMixin
from python.rlib.alloc import alloc_bytes
from python.rlib.list import array_slice
from python.rlib.strsearch import find_char
from python.rlib.text import repeat_bytes
from python.rpython import arr, arr_copy, arr_fill, builtin, pytype, typeof, u8


@pytype("bytearray")
class W_ByteArray(BytesMixin, W_Object):
    """bytearray(iterable_of_ints) -> bytearray
    bytearray(string, encoding[, errors]) -> bytearray
    bytearray(bytes_or_buffer) -> mutable copy of bytes_or_buffer
    bytearray(int) -> bytes array of size given by the parameter initialized with null bytes
    bytearray() -> empty bytes array

    Construct a mutable bytearray object from:
      - an iterable yielding integers in range(256)
      - a text string encoded using the specified encoding
      - a bytes or a buffer object
      - any object implementing the buffer API.
      - an integer
    """

    data: arr[u8]  # `data[0 .. length]` is the content
    length: int
    exports: int  # memoryviews over it: the size is fixed while there are any

    def __init__(self, data: arr[u8]) -> None:
        self.data = data
        self.length = int(len(data))
        self.exports = 0

    def raw(self) -> arr[u8]:
        return self.data

    def size(self) -> int:
        return self.length

    def make(self, data: arr[u8]) -> W_Object:
        return W_ByteArray(data)

    def content(self) -> arr[u8]:
        """The bytes in an array of exactly their number; not to be written to or kept."""
        if len(self.data) == self.length:
            return self.data
        return array_slice(self.data, 0, self.length)

    def check_exports(self) -> None:
        if self.exports > 0:
            raise buffer_error("Existing exports of data: object cannot be re-sized")

    def release_buffer(self) -> None:
        self.exports -= 1

    def resize_to(self, n: int) -> None:
        """Changes the length; new bytes are zero."""
        old = self.length
        if n == old:
            return
        self.check_exports()
        if n > len(self.data):
            bigger = alloc_bytes(n + (n >> 3) + 8)
            arr_copy(self.data, 0, bigger, 0, old)
            self.data = bigger
        elif n > old:
            arr_fill(self.data, old, n, 0)
        self.length = n

    def splice(self, start: int, count: int, source: arr[u8]) -> None:
        """Replaces `count` bytes from `start`."""
        added = int(len(source))
        if source is self.data:
            source = array_slice(source, 0, added)
        tail = self.length - start - count
        if added > count:
            self.resize_to(self.length + added - count)
            arr_copy(self.data, start + count, self.data, start + added, tail)
        elif added < count:
            self.check_exports()
            arr_copy(self.data, start + count, self.data, start + added, tail)
            self.length = self.length + added - count
        arr_copy(source, 0, self.data, start, added)

    @builtin("__new__", static=True)
    def descr_new(w_type: W_Type, *args: arr[W_Object], **kwargs: W_Dict) -> W_Object:
        if w_type is typeof(W_ByteArray):
            return W_ByteArray(arr[u8](0))
        w_result = W_ByteArrayUser(arr[u8](0))
        w_result.init_user(w_type)
        return w_result

    @builtin("__init__")
    def descr_init(
        self, source: W_Object | None = None, encoding: str | None = None, errors: str | None = None
    ) -> None:
        data = bytes_from_arguments(source, encoding, errors, False)
        self.check_exports()
        self.data = array_slice(data, 0, len(data))
        self.length = int(len(data))

    @builtin("__repr__")
    def descr_repr(self) -> str:
        return f"{type_name(self)}({repr_of_bytes(self.data, self.length)})"

    @builtin("__str__")
    def descr_str(self) -> str:
        return f"{type_name(self)}({repr_of_bytes(self.data, self.length)})"

    @builtin("__iter__")
    def descr_iter(self) -> W_Object:
        return W_ByteArrayIterator(self)

    def checked_index(self, w_key: W_Object, msg: str) -> int:
        if not isinstance(w_key, W_AbstractInt) and w_key.gettypeobject().slot(S_INDEX) is None:
            raise type_error(f"bytearray indices must be integers or slices, not {type_name(w_key)}")
        i = index_int(w_key)
        if i < 0:
            i += self.length
        if i < 0 or i >= self.length:
            raise index_error(msg)
        return i

    @builtin("__getitem__")
    def descr_getitem(self, key: W_Object, /) -> W_Object:
        if isinstance(key, W_Slice):
            start, step, count = key.unpack(self.length)
            return W_ByteArray(strided_bytes(self.data, start, step, count))
        return W_Int(self.data[self.checked_index(key, "bytearray index out of range")])

    @builtin("__setitem__")
    def descr_setitem(self, key: W_Object, value: W_Object, /) -> None:
        if isinstance(key, W_Slice):
            self.set_slice(key, value)
            return
        i = self.checked_index(key, "bytearray index out of range")
        self.data[i] = byte_value(value, "byte")

    def set_slice(self, w_slice: W_Slice, w_value: W_Object) -> None:
        source = slice_source(w_value)
        start, step, count = w_slice.unpack(self.length)
        count = max(count, 0)
        if step == 1:
            self.splice(start, count, source)
            return
        if len(source) == 0:
            self.delete_strided(start, step, count)
            return
        if len(source) != count:
            raise value_error(
                f"attempt to assign bytes of size {len(source)} to extended slice of size {count}"
            )
        i = 0
        while i < count:
            self.data[start + i * step] = source[i]
            i += 1

    @builtin("__delitem__")
    def descr_delitem(self, key: W_Object, /) -> None:
        if isinstance(key, W_Slice):
            start, step, count = key.unpack(self.length)
            self.delete_strided(start, step, max(count, 0))
            return
        i = self.checked_index(key, "bytearray index out of range")
        self.splice(i, 1, arr[u8](0))

    def delete_strided(self, start: int, step: int, count: int) -> None:
        if count == 0:
            return
        if step < 0:
            start = start + (count - 1) * step
            step = -step
        self.check_exports()
        to = start
        i = start
        next = start
        while i < self.length:
            if count > 0 and i == next:
                next += step
                count -= 1
            else:
                self.data[to] = self.data[i]
                to += 1
            i += 1
        self.length = to

    @builtin("__iadd__")
    def descr_iadd(self, value: W_Object, /) -> W_Object:
        if not is_buffer(value):
            raise type_error(f"can't concat {type_name(value)} to {type_name(self)}")
        self.splice(self.length, 0, bytes_of_buffer(value))
        return self

    @builtin("__imul__")
    def descr_imul(self, value: W_Object, /) -> W_Object:
        n = self.length
        count = repeat_count(value, n, "bytearray")
        if count is None:
            return w_NotImplemented
        result = alloc_bytes(n * count.value)
        if len(result) > 0:
            repeat_bytes(self.data, n, result)
        if len(result) != n:
            self.check_exports()
        self.data = result
        self.length = int(len(result))
        return self

    @builtin("__alloc__")
    def descr_alloc(self) -> int:
        """B.__alloc__() -> int

        Return the number of bytes actually allocated.
        """
        return 0 if self.length == 0 else int(len(self.data)) + 1

    @builtin("__sizeof__")
    def descr_sizeof(self) -> int:
        """Returns the size of the bytearray object in memory, in bytes."""
        return 56 + int(len(self.data))

    @builtin
    def append(self, item: W_Object, /) -> None:
        """Append a single item to the end of the bytearray."""
        value = byte_value(item, "byte")
        n = self.length
        self.resize_to(n + 1)
        self.data[n] = value

    @builtin
    def clear(self) -> None:
        """Remove all items from the bytearray."""
        self.splice(0, self.length, arr[u8](0))

    @builtin
    def copy(self) -> W_Object:
        """Return a copy of B."""
        return W_ByteArray(array_slice(self.data, 0, self.length))

    @builtin
    def extend(self, iterable_of_ints: W_Object, /) -> None:
        """Append all the items from the iterator or sequence to the end of the bytearray."""
        if isinstance(iterable_of_ints, W_Str):
            raise type_error("expected iterable of integers; got: 'str'")
        if not is_buffer(iterable_of_ints) and not is_iterable(iterable_of_ints):
            raise type_error(f"can't extend bytearray with {type_name(iterable_of_ints)}")
        self.splice(self.length, 0, bytes_of_object(iterable_of_ints))

    @builtin
    def insert(self, index: int, item: W_Object, /) -> None:
        """Insert a single item into the bytearray before the given index."""
        value = byte_value(item, "byte")
        if index < 0:
            index = max(index + self.length, 0)
        one = arr[u8](1)
        one[0] = value
        self.splice(min(index, self.length), 0, one)

    @builtin
    def pop(self, index: int = -1, /) -> int:
        """Remove and return a single item from B."""
        n = self.length
        if n == 0:
            raise index_error("pop from empty bytearray")
        if index < 0:
            index += n
        if index < 0 or index >= n:
            raise index_error("pop index out of range")
        value = int(self.data[index])
        self.splice(index, 1, arr[u8](0))
        return value

    @builtin
    def remove(self, value: W_Object, /) -> None:
        """Remove the first occurrence of a value in the bytearray."""
        i = find_char(self.data, 1, 0, self.length, byte_value(value, "byte"))
        if i < 0:
            raise value_error("value not found in bytearray")
        self.splice(i, 1, arr[u8](0))

    @builtin
    def reverse(self) -> None:
        """Reverse the order of the values in B in place."""
        d = array_slice(self.data, 0, self.length)
        reverse_bytes(d)
        arr_copy(d, 0, self.data, 0, self.length)

    @builtin
    def resize(self, size: int, /) -> None:
        """Resize the internal buffer of bytearray to len."""
        if size < 0:
            raise value_error(f"bytearray.resize(): new size must be >= 0, got {size}")
        self.resize_to(size)

    @builtin(classmethod=True)
    def fromhex(w_type: W_Type, string: W_Object, /) -> W_Object:
        """Create a bytearray object from a string of hexadecimal numbers.

        Spaces between two numbers are accepted.
        """
        data = hex_argument(string)
        if w_type is typeof(W_ByteArray):
            return W_ByteArray(data)
        return call1(w_type, new_bytes(data))


class W_ByteArrayUser(UserMixin, W_ByteArray):
    """Instance of a subclass of bytearray."""


@pytype("bytearray_iterator")
class W_ByteArrayIterator(IteratorMixin, W_Object):
    w_array: W_ByteArray | None
    position: int

    def __init__(self, w_array: W_ByteArray) -> None:
        self.w_array = w_array
        self.position = 0

    def iter_next(self) -> W_Object | None:
        w_array = self.w_array
        if w_array is None:
            return None
        i = self.position
        if i >= w_array.length:
            self.w_array = None
            return None
        self.position = i + 1
        return W_Int(w_array.data[i])

    def length_hint(self) -> int:
        w_array = self.w_array
        return 0 if w_array is None else max(w_array.length - self.position, 0)

    @builtin("__setstate__")
    def descr_setstate(self, state: int, /) -> None:
        w_array = self.w_array
        if w_array is not None:
            self.position = max(0, min(state, w_array.length))


def slice_source(w_value: W_Object) -> arr[u8]:
    """What is assigned to a slice, in an array that assignment cannot change."""
    if isinstance(w_value, W_AbstractInt) or isinstance(w_value, W_Str):
        raise type_error("can assign only bytes, buffers, or iterables of ints in range(0, 256)")
    data = bytes_of_object(w_value)
    return array_slice(data, 0, len(data))
