"""memoryview: one-dimensional views of bytes and bytearray; item formats in memory_format.py."""

from python.interpreter.calling import call_descr1
from python.interpreter.errors import index_error, type_error, value_error
from python.interpreter.operation import eq_w, index_int, wrap_bool
from python.interpreter.slots import S_BUFFER, S_INDEX
from python.objects.base import W_Object
from python.objects.buffer import is_buffer
from python.objects.bytearray_ import W_ByteArray
from python.objects.bytes_ import W_Bytes, new_bytes
from python.objects.bytes_ops import hex_of_bytes
from python.objects.flags import FINAL_TYPE, SEQUENCE
from python.objects.int_ import W_AbstractInt, W_Int
from python.objects.iterator import IteratorMixin
from python.objects.list_ import W_List
from python.objects.memory_format import format_size, load_item, store_item
from python.objects.object_ import hex_id
from python.objects.singletons import w_NotImplemented
from python.objects.slice_ import W_Slice, clamp_end, clamp_start
from python.objects.str_ import HASH_KEY0, HASH_KEY1, W_Str
from python.objects.tuple_ import W_Tuple, new_tuple
from python.objects.type_ import W_Type, type_name
from python.rlib.alloc import alloc_bytes
from python.rlib.siphash import siphash13
from python.rlib.text import str_from_char
from python.rpython import arr, arr_copy, builtin, final, getset, pytype, u8


@pytype("memoryview", flags=FINAL_TYPE | SEQUENCE)
@final
class W_MemoryView(W_Object):
    """Create a new memoryview object which references the given object."""

    w_obj: W_Object | None  # None: released
    data: arr[u8]
    start: int  # byte offset of the first item
    step: int  # bytes between items
    count: int
    item_size: int
    format: int  # format character
    readonly: bool
    counted: bool  # among the exports of a bytearray

    def __init__(self, w_obj: W_Object, data: arr[u8], count: int, readonly: bool) -> None:
        self.w_obj = w_obj
        self.data = data
        self.start = 0
        self.step = 1
        self.count = count
        self.item_size = 1
        self.format = 66
        self.readonly = readonly
        self.counted = False

    def derived(self, start: int, step: int, count: int) -> W_MemoryView:
        """Another view of the same object."""
        w_view = W_MemoryView(self.owner(), self.data, count, self.readonly)
        w_view.start = start
        w_view.step = step
        w_view.item_size = self.item_size
        w_view.format = self.format
        return w_view

    def owner(self) -> W_Object:
        w_obj = self.w_obj
        if w_obj is None:
            raise value_error("operation forbidden on released memoryview object")
        return w_obj

    def is_contiguous(self) -> bool:
        return self.step == self.item_size or self.count <= 1

    def content(self) -> arr[u8]:
        """The bytes of all items, in a new array."""
        self.owner()
        size = self.item_size
        result = alloc_bytes(self.count * size)
        if self.is_contiguous():
            arr_copy(self.data, self.start, result, 0, len(result))
            return result
        i = 0
        while i < self.count:
            arr_copy(self.data, self.start + i * self.step, result, i * size, size)
            i += 1
        return result

    def item(self, i: int) -> W_Object:
        return load_item(self.data, self.start + i * self.step, self.format)

    @builtin("__new__", static=True)
    def descr_new(w_type: W_Type, object: W_Object) -> W_Object:
        return view_of(object)

    def checked_index(self, w_key: W_Object) -> int:
        if isinstance(w_key, W_Tuple) and len(w_key.items) == 1:
            w_key = w_key.items[0]
        if not isinstance(w_key, W_AbstractInt) and w_key.gettypeobject().slot(S_INDEX) is None:
            raise type_error("memoryview: invalid slice key")
        i = index_int(w_key)
        if i < 0:
            i += self.count
        if i < 0 or i >= self.count:
            raise index_error("index out of bounds on dimension 1")
        return i

    @builtin("__getitem__")
    def descr_getitem(self, key: W_Object, /) -> W_Object:
        self.owner()
        if isinstance(key, W_Slice):
            start, step, count = key.unpack(self.count)
            return self.derived(self.start + start * self.step, step * self.step, max(count, 0))
        return self.item(self.checked_index(key))

    @builtin("__setitem__")
    def descr_setitem(self, key: W_Object, value: W_Object, /) -> None:
        self.owner()
        if self.readonly:
            raise type_error("cannot modify read-only memory")
        if isinstance(key, W_Slice):
            self.set_slice(key, value)
            return
        i = self.checked_index(key)
        store_item(self.data, self.start + i * self.step, self.format, value)

    def set_slice(self, w_slice: W_Slice, w_value: W_Object) -> None:
        w_source = view_of(w_value)
        start, step, count = w_slice.unpack(self.count)
        count = max(count, 0)
        if w_source.format != self.format or w_source.count != count:
            raise value_error("memoryview assignment: lvalue and rvalue have different structures")
        source = w_source.content()
        w_source.release_now()
        i = 0
        while i < count:
            to = self.start + (start + i * step) * self.step
            arr_copy(source, i * self.item_size, self.data, to, self.item_size)
            i += 1

    @builtin("__delitem__")
    def descr_delitem(self, key: W_Object, /) -> None:
        raise type_error("cannot delete memory")

    @builtin("__len__")
    def descr_len(self) -> int:
        self.owner()
        return self.count

    @builtin("__iter__")
    def descr_iter(self) -> W_Object:
        self.owner()
        return W_MemoryIterator(self)

    @builtin("__repr__")
    def descr_repr(self) -> str:
        if self.w_obj is None:
            return f"<released memory at {hex_id(self)}>"
        return f"<memory at {hex_id(self)}>"

    @builtin("__hash__")
    def descr_hash(self) -> int:
        self.owner()
        if not self.readonly:
            raise value_error("cannot hash writable memoryview object")
        if self.format not in (66, 98, 99):
            raise value_error("memoryview: hashing is restricted to formats 'B', 'b' or 'c'")
        d = self.content()
        return 0 if len(d) == 0 else siphash13(d, len(d), HASH_KEY0, HASH_KEY1)

    def same_as(self, w_other: W_Object) -> bool:
        if w_other is self:
            return True
        if self.w_obj is None:
            return False
        w_view = view_of(w_other)
        if w_view.count != self.count:
            w_view.release_now()
            return False
        i = 0
        while i < self.count:
            if not eq_w(self.item(i), w_view.item(i)):
                break
            i += 1
        w_view.release_now()
        return i == self.count

    @builtin("__eq__")
    def descr_eq(self, value: W_Object, /) -> W_Object:
        if not is_buffer(value):
            return w_NotImplemented
        return wrap_bool(self.same_as(value))

    @builtin("__ne__")
    def descr_ne(self, value: W_Object, /) -> W_Object:
        if not is_buffer(value):
            return w_NotImplemented
        return wrap_bool(not self.same_as(value))

    @builtin("__enter__")
    def descr_enter(self) -> W_Object:
        self.owner()
        return self

    @builtin("__exit__")
    def descr_exit(self, *args: arr[W_Object]) -> None:
        self.release_now()

    @builtin("__buffer__")
    def descr_buffer(self, flags: int, /) -> W_Object:
        return self.derived(self.start, self.step, self.count)

    def release_now(self) -> None:
        w_obj = self.w_obj
        if self.counted and w_obj is not None:
            w_obj.release_buffer()
        self.counted = False
        self.w_obj = None

    @builtin
    def release(self) -> None:
        """Release the underlying buffer exposed by the memoryview object."""
        self.release_now()

    @builtin
    def tobytes(self, order: W_Object | None = None) -> W_Object:
        """Return the data in the buffer as a byte string."""
        return new_bytes(self.content())

    @builtin
    def tolist(self) -> W_Object:
        """Return the data in the buffer as a list of elements."""
        self.owner()
        w_list = W_List()
        i = 0
        while i < self.count:
            w_list.append_w(self.item(i))
            i += 1
        return w_list

    @builtin
    def hex(self, sep: W_Object | None = None, bytes_per_sep: int = 1) -> str:
        """Return the data in the buffer as a str of hexadecimal numbers."""
        d = self.content()
        return hex_of_bytes(d, len(d), sep, bytes_per_sep)

    @builtin
    def toreadonly(self) -> W_Object:
        """Return a readonly version of the memoryview."""
        w_view = self.derived(self.start, self.step, self.count)
        w_view.readonly = True
        return w_view

    @builtin("cast")
    def descr_cast(self, format: str, shape: W_Object | None = None) -> W_Object:
        """Cast a memoryview to a new format or shape."""
        self.owner()
        if not self.is_contiguous():
            raise type_error("memoryview: casts are restricted to C-contiguous views")
        kind = format_char(format)
        size = format_size(kind)
        if size == 0:
            raise value_error(
                "memoryview: destination format must be a native single character format prefixed with an optional '@'"
            )
        if not is_byte_format(self.format) and not is_byte_format(kind):
            raise type_error("memoryview: cannot cast between two non-byte formats")
        total = self.count * self.item_size
        if total % size != 0:
            raise type_error("memoryview: length is not a multiple of itemsize")
        w_view = self.derived(self.start, size, total // size)
        w_view.item_size = size
        w_view.format = kind
        return w_view

    @builtin
    def index(self, value: W_Object, start: W_Object | None = None, stop: W_Object | None = None, /) -> int:
        """Return the index of the first occurrence of a value.

        Raises ValueError if the value is not present.
        """
        self.owner()
        i = clamp_start(start, self.count)
        end = clamp_end(stop, self.count)
        while i < end:
            if eq_w(self.item(i), value):
                return i
            i += 1
        raise value_error("memoryview.index(x): x not found")

    @builtin("count")
    def descr_count(self, value: W_Object, /) -> int:
        """Count the number of occurrences of a value."""
        self.owner()
        n = 0
        i = 0
        while i < self.count:
            if eq_w(self.item(i), value):
                n += 1
            i += 1
        return n

    @getset
    def obj(self) -> W_Object:
        """The underlying object of the memoryview."""
        return self.owner()

    @getset
    def nbytes(self) -> int:
        """The amount of space in bytes that the array would use in a contiguous representation."""
        self.owner()
        return self.count * self.item_size

    @getset("readonly")
    def get_readonly(self) -> bool:
        """A bool indicating whether the memory is read only."""
        self.owner()
        return self.readonly

    @getset
    def itemsize(self) -> int:
        """The size in bytes of each element of the memoryview."""
        self.owner()
        return self.item_size

    @getset("format")
    def get_format(self) -> str:
        """A string containing the format (in struct module style) for each element in the view."""
        self.owner()
        return str_from_char(self.format)

    @getset
    def ndim(self) -> int:
        """An integer indicating how many dimensions of a multi-dimensional array the memory represents."""
        self.owner()
        return 1

    @getset
    def shape(self) -> W_Object:
        """A tuple of ndim integers giving the shape of the memory as an N-dimensional array."""
        self.owner()
        return new_tuple([W_Int(self.count)])

    @getset
    def strides(self) -> W_Object:
        """A tuple of ndim integers giving the size in bytes to access each element for each dimension."""
        self.owner()
        return new_tuple([W_Int(self.step)])

    @getset
    def suboffsets(self) -> W_Object:
        """A tuple of integers used internally for PIL-style arrays."""
        self.owner()
        return new_tuple(arr[W_Object](0))

    @getset
    def c_contiguous(self) -> bool:
        """A bool indicating whether the memory is C contiguous."""
        return self.is_contiguous()

    @getset
    def f_contiguous(self) -> bool:
        """A bool indicating whether the memory is Fortran contiguous."""
        return self.is_contiguous()

    @getset
    def contiguous(self) -> bool:
        """A bool indicating whether the memory is contiguous."""
        return self.is_contiguous()


@pytype("memory_iterator")
class W_MemoryIterator(IteratorMixin, W_Object):
    w_view: W_MemoryView | None
    position: int

    def __init__(self, w_view: W_MemoryView) -> None:
        self.w_view = w_view
        self.position = 0

    def iter_next(self) -> W_Object | None:
        w_view = self.w_view
        if w_view is None:
            return None
        w_view.owner()
        i = self.position
        if i >= w_view.count:
            self.w_view = None
            return None
        self.position = i + 1
        return w_view.item(i)

    def length_hint(self) -> int:
        w_view = self.w_view
        return 0 if w_view is None else max(w_view.count - self.position, 0)


def view_of(w_obj: W_Object) -> W_MemoryView:
    if isinstance(w_obj, W_Bytes):
        return W_MemoryView(w_obj, w_obj.data, len(w_obj.data), True)
    if isinstance(w_obj, W_ByteArray):
        w_root = W_MemoryView(w_obj, w_obj.data, w_obj.length, False)
        # Only what was asked for is counted: without reference counts nobody releases a slice.
        w_root.counted = True
        w_obj.exports += 1
        return w_root
    if isinstance(w_obj, W_MemoryView):
        return w_obj.derived(w_obj.start, w_obj.step, w_obj.count)
    w_method = w_obj.gettypeobject().slot(S_BUFFER)
    if w_method is None:
        raise type_error(f"memoryview: a bytes-like object is required, not '{type_name(w_obj)}'")
    w_view = call_descr1(w_method, w_obj, W_Int(284))
    if not isinstance(w_view, W_MemoryView):
        raise type_error("__buffer__ returned non-memoryview object")
    return w_view


def is_byte_format(kind: int) -> bool:
    return kind in (66, 98, 99)


def format_char(format: W_Str) -> int:
    """The format character behind an optional '@'; 0: none."""
    if format.length == 1:
        return format.char_at(0)
    if format.length == 2 and format.char_at(0) == 64:
        return format.char_at(1)
    return 0
