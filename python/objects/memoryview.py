"""memoryview over bytes and bytearray: one dimension of bytes."""

from python.interpreter.errors import index_error, not_implemented_error, type_error, value_error
from python.interpreter.iteration import iterate
from python.interpreter.operation import hash_w, index_int, wrap_bool
from python.objects.base import W_Object
from python.objects.buffer import buffer_or_none, bytes_of_buffer
from python.objects.bytearray_ import W_ByteArray
from python.objects.bytes_ import W_Bytes
from python.objects.int_ import W_Int
from python.objects.list_ import new_list
from python.objects.object_ import hex_id
from python.objects.singletons import w_NotImplemented, w_None
from python.objects.slice_ import W_Slice
from python.objects.tuple_ import new_tuple
from python.objects.type_ import W_Type, type_name
from python.rpython import arr, arr_equal, builtin, getset, i32, pytype, u8


@pytype("memoryview")
class W_MemoryView(W_Object):
    """Create a new memoryview object which references the given object."""

    w_owner: W_Object
    start: int
    step: int
    count: int
    released: bool = False

    def __init__(self, w_owner: W_Object, start: int, step: int, count: int) -> None:
        self.w_owner = w_owner
        self.start = start
        self.step = step
        self.count = count
        if isinstance(w_owner, W_ByteArray):
            w_owner.exports += 1

    @builtin("__new__", static=True)
    def descr_new(w_type: W_Type, object: W_Object) -> W_Object:
        if isinstance(object, W_MemoryView):
            return W_MemoryView(object.w_owner, object.start, object.step, object.count)
        if isinstance(object, W_Bytes):
            return W_MemoryView(object, 0, 1, int(len(object.data)))
        if isinstance(object, W_ByteArray):
            return W_MemoryView(object, 0, 1, object.length)
        raise type_error(f"memoryview: a bytes-like object is required, not '{type_name(object)}'")

    def raw(self) -> arr[u8]:
        if self.released:
            raise value_error("operation forbidden on released memoryview object")
        w_owner = self.w_owner
        if isinstance(w_owner, W_ByteArray):
            return w_owner.data
        if isinstance(w_owner, W_Bytes):
            return w_owner.data
        return b""

    def content(self) -> arr[u8]:
        """A copy of the bytes."""
        data = self.raw()
        result = arr[u8](self.count)
        for i in range(self.count):
            result[i] = data[self.start + i * self.step]
        return result

    def is_writable(self) -> bool:
        return isinstance(self.w_owner, W_ByteArray)

    def place(self, w_key: W_Object) -> int:
        i = index_int(w_key)
        if i < 0:
            i += self.count
        if i < 0 or i >= self.count:
            raise index_error("index out of bounds on dimension 1")
        return self.start + i * self.step

    @builtin("__len__")
    def descr_len(self) -> int:
        return self.count

    @builtin("__getitem__")
    def descr_getitem(self, key: W_Object, /) -> W_Object:
        data = self.raw()
        if isinstance(key, W_Slice):
            first, step, n = key.unpack(i32(self.count))
            return W_MemoryView(self.w_owner, self.start + first * self.step, self.step * step, n)
        return W_Int(int(data[self.place(key)]))

    @builtin("__setitem__")
    def descr_setitem(self, key: W_Object, value: W_Object, /) -> None:
        data = self.raw()
        if not self.is_writable():
            raise type_error("cannot modify read-only memory")
        if isinstance(key, W_Slice):
            first, step, n = key.unpack(i32(self.count))
            source = bytes_of_buffer(value)
            if len(source) != n:
                raise value_error("memoryview assignment: lvalue and rvalue have different structures")
            for i in range(n):
                data[self.start + (first + i * step) * self.step] = source[i]
            return
        byte = index_int(value)
        if byte < 0 or byte > 255:
            raise value_error("memoryview: invalid value for format 'B'")
        data[self.place(key)] = i32(byte)

    @builtin("__eq__")
    def descr_eq(self, value: W_Object, /) -> W_Object:
        other = buffer_or_none(value)
        if other is None:
            return w_NotImplemented
        mine = self.content()
        return wrap_bool(len(mine) == len(other) and arr_equal(mine, 0, other, 0, len(mine)))

    @builtin("__hash__")
    def descr_hash(self) -> int:
        if self.is_writable():
            raise value_error("cannot hash writable memoryview object")
        return hash_w(W_Bytes(self.content()))

    @builtin("__iter__")
    def descr_iter(self) -> W_Object:
        return iterate(W_Bytes(self.content()))

    @builtin("__enter__")
    def descr_enter(self) -> W_Object:
        self.raw()
        return self

    @builtin("__exit__")
    def descr_exit(self, *args: arr[W_Object]) -> None:
        self.release()

    @builtin
    def release(self) -> None:
        """Release the underlying buffer exposed by the memoryview object."""
        if self.released:
            return
        self.released = True
        w_owner = self.w_owner
        if isinstance(w_owner, W_ByteArray):
            w_owner.exports -= 1

    @builtin
    def tobytes(self, order: W_Object = w_None) -> W_Object:
        """Return the data in the buffer as a byte string."""
        return W_Bytes(self.content())

    @builtin
    def tolist(self) -> W_Object:
        """Return the data in the buffer as a list of elements."""
        data = self.content()
        items = arr[W_Object](len(data))
        for i in range(len(data)):
            items[i] = W_Int(int(data[i]))
        return new_list(items)

    @builtin
    def cast(self, format: str) -> W_Object:
        """Cast a memoryview to a new format or shape."""
        if format == "B" or format == "c" or format == "b":
            return W_MemoryView(self.w_owner, self.start, self.step, self.count)
        raise not_implemented_error(f"memoryview: unsupported format {format}")

    @builtin
    def toreadonly(self) -> W_Object:
        """Return a readonly version of the memoryview."""
        return W_MemoryView(W_Bytes(self.content()), 0, 1, self.count)

    @getset
    def obj(self) -> W_Object:
        """The underlying object of the memoryview."""
        return self.w_owner

    @getset
    def nbytes(self) -> int:
        return self.count

    @getset
    def itemsize(self) -> int:
        return 1

    @getset
    def format(self) -> str:
        return "B"

    @getset
    def ndim(self) -> int:
        return 1

    @getset
    def shape(self) -> W_Object:
        return new_tuple([W_Int(self.count)])

    @getset
    def strides(self) -> W_Object:
        return new_tuple([W_Int(self.step)])

    @getset
    def readonly(self) -> bool:
        return not self.is_writable()

    @getset
    def contiguous(self) -> bool:
        return self.step == 1

    @getset
    def c_contiguous(self) -> bool:
        return self.step == 1

    @builtin("__repr__")
    def descr_repr(self) -> str:
        if self.released:
            return f"<released memory at {hex_id(self)}>"
        return f"<memory at {hex_id(self)}>"
