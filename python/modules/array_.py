"""array: sequences of numbers or characters of one type (`Modules/arraymodule.c` is the behaviour's reference)."""

from python.interpreter.attributes import find_attr
from python.interpreter.calling import call, call_method1
from python.interpreter.errors import (
    OperationError, eof_error, index_error, memory_error, type_error, value_error,
)
from python.interpreter.iteration import iterate
from python.interpreter.operation import compare, eq_w, index_int, int_of, repr_w, wrap_bool
from python.interpreter.slots import S_GE, S_GT, S_LE, S_LT
from python.modules.array_items import item_size, load, store
from python.objects.base import W_Object
from python.objects.buffer import buffer_or_none
from python.objects.bytearray_ import W_ByteArray
from python.objects.bytes_ import W_Bytes, new_bytes
from python.objects.dict_ import W_Dict
from python.objects.flags import SEQUENCE
from python.objects.generic_alias import class_getitem
from python.objects.int_ import W_Int
from python.objects.iterator import IteratorMixin
from python.objects.list_ import W_List
from python.objects.memoryview import W_MemoryView
from python.objects.module_ import W_Module, builtin_modules
from python.objects.singletons import w_None, w_NotImplemented
from python.objects.slice_ import W_Slice, has_index, repeat_count
from python.objects.str_ import W_Str
from python.objects.tuple_ import new_tuple
from python.objects.type_ import W_Type, type_name
from python.objects.usermixin import UserMixin
from python.rlib.text import str_from_char, str_from_units
from python.rpython import Final, arr, arr_copy, arr_equal, builtin, builtin_function, getset, pytype, typeof, u8, unique_id

MODULE: Final = "array"
CODES: Final = "bBuwhHiIlLqQfd"
UNICODE: Final = 117
UCS4: Final = 119
MAX_BYTES: Final = 0x7FFFFFF0


def init_module(w_module: W_Module) -> None:
    w_module.attr_set("array", typeof(W_Array))
    w_module.attr_set("ArrayType", typeof(W_Array))
    w_module.attr_set("typecodes", CODES)


@pytype("array.array", flags=SEQUENCE)
class W_Array(W_Object):
    """array(typecode [, initializer]) -> array

    Return a new array whose items are restricted by typecode, and
    initialized from the optional initializer value, which must be a list,
    string or iterable over elements of the appropriate type."""

    code: int  # character of the item type
    size: int  # bytes of an item
    data: arr[u8]  # `length` items, and room for more
    length: int

    def __init__(self, code: int) -> None:
        self.code = code
        self.size = item_size(code)
        self.data = arr[u8](0)
        self.length = 0

    @builtin("__new__", static=True)
    def descr_new(w_type: W_Type, *args: arr[W_Object], **kwargs: W_Dict) -> W_Object:
        if w_type is typeof(W_Array) and len(kwargs) > 0:
            raise type_error("array.array() takes no keyword arguments")
        n = int(len(args))
        if n == 0:
            raise type_error("array() takes at least 1 argument (0 given)")
        if n > 2:
            raise type_error(f"array() takes at most 2 arguments ({n} given)")
        code = type_code(args[0])
        if w_type is typeof(W_Array):
            w_result = W_Array(code)
        else:
            w_user = W_ArrayUser(code)
            w_user.init_user(w_type)
            w_result = w_user
        if n == 2:
            fill_new(w_result, args[1])
        return w_result

    # Storage.

    def resize(self, n: int) -> None:
        needed = n * self.size
        if needed > MAX_BYTES:
            raise memory_error()
        if needed > len(self.data):
            bigger = arr[u8](needed + (needed >> 3) + 8 * self.size)
            arr_copy(self.data, 0, bigger, 0, self.length * self.size)
            self.data = bigger
        self.length = n

    def get(self, i: int) -> W_Object:
        return load(self.data, i * self.size, self.code)

    def set(self, i: int, w_value: W_Object) -> None:
        store(self.data, i * self.size, self.code, w_value)

    def push(self, w_value: W_Object) -> None:
        at = self.length
        self.resize(at + 1)
        try:
            self.set(at, w_value)
        except OperationError:
            self.length = at
            raise

    def add_bytes(self, d: arr[u8]) -> None:
        n = int(len(d))
        if n % self.size != 0:
            raise value_error("bytes length not a multiple of item size")
        at = self.length * self.size
        self.resize(self.length + n // self.size)
        arr_copy(d, 0, self.data, at, n)

    def content(self) -> arr[u8]:
        """The bytes of the items, in an array of their own."""
        result = arr[u8](self.length * self.size)
        arr_copy(self.data, 0, result, 0, len(result))
        return result

    def like(self) -> W_Array:
        """An empty array of the same item type."""
        return W_Array(self.code)

    def part(self, start: int, step: int, count: int) -> W_Array:
        w_result = self.like()
        w_result.resize(count)
        for i in range(count):
            arr_copy(self.data, (start + i * step) * self.size, w_result.data, i * self.size, self.size)
        return w_result

    def splice(self, start: int, count: int, w_source: W_Array) -> None:
        """Replaces `count` items from `start`."""
        source = w_source.content()
        added = w_source.length
        rest = self.length - start - count
        size = self.size
        old = self.length
        if added > count:
            self.resize(old + added - count)
        arr_copy(self.data, (start + count) * size, self.data, (start + added) * size, rest * size)
        arr_copy(source, 0, self.data, start * size, len(source))
        self.length = old + added - count

    def checked_index(self, w_key: W_Object, message: str) -> int:
        if not has_index(w_key):
            raise type_error("array indices must be integers")
        i = index_int(w_key)
        if i < 0:
            i += self.length
        if i < 0 or i >= self.length:
            raise index_error(message)
        return i

    # Special methods.

    @builtin("__len__")
    def descr_len(self) -> int:
        return self.length

    @builtin("__getitem__")
    def descr_getitem(self, key: W_Object, /) -> W_Object:
        if isinstance(key, W_Int):
            i = key.value
            if 0 <= i < self.length:
                return self.get(i)
        if isinstance(key, W_Slice):
            start, step, count = key.unpack(self.length)
            return self.part(start, step, count)
        return self.get(self.checked_index(key, "array index out of range"))

    @builtin("__setitem__")
    def descr_setitem(self, key: W_Object, value: W_Object, /) -> None:
        if isinstance(key, W_Slice):
            self.set_slice(key, value)
            return
        self.set(self.checked_index(key, "array assignment index out of range"), value)

    def set_slice(self, w_slice: W_Slice, w_value: W_Object) -> None:
        if not isinstance(w_value, W_Array):
            raise type_error(f'can only assign array (not "{type_name(w_value)}") to array slice')
        if w_value.code != self.code:
            raise type_error("bad argument type for built-in operation")
        start, step, count = w_slice.unpack(self.length)
        if step == 1:
            self.splice(start, count, w_value)
            return
        if count != w_value.length:
            raise value_error(
                f"attempt to assign array of size {w_value.length} to extended slice of size {count}"
            )
        source = w_value.content()
        for i in range(count):
            arr_copy(source, i * self.size, self.data, (start + i * step) * self.size, self.size)

    @builtin("__delitem__")
    def descr_delitem(self, key: W_Object, /) -> None:
        if not isinstance(key, W_Slice):
            self.splice(self.checked_index(key, "array assignment index out of range"), 1, self.like())
            return
        start, step, count = key.unpack(self.length)
        if step == 1:
            self.splice(start, count, self.like())
            return
        if step < 0:
            start = start + step * (count - 1)
            step = -step
        # From the last on, so that the places of the others stay what they were.
        i = count - 1
        while i >= 0:
            self.splice(start + i * step, 1, self.like())
            i -= 1

    @builtin("__iter__")
    def descr_iter(self) -> W_Object:
        return W_ArrayIterator(self)

    @builtin("__contains__")
    def descr_contains(self, key: W_Object, /) -> bool:
        return self.find(key, 0, self.length) >= 0

    @builtin("__add__")
    def descr_add(self, value: W_Object, /) -> W_Object:
        if not isinstance(value, W_Array):
            raise type_error(f'can only append array (not "{type_name(value)}") to array')
        if value.code != self.code:
            raise type_error("bad argument type for built-in operation")
        w_result = self.like()
        w_result.add_bytes(self.content())
        w_result.add_bytes(value.content())
        return w_result

    @builtin("__iadd__")
    def descr_iadd(self, value: W_Object, /) -> W_Object:
        if not isinstance(value, W_Array):
            raise type_error(f'can only extend array with array (not "{type_name(value)}")')
        self.extend_array(value)
        return self

    @builtin("__mul__")
    def descr_mul(self, value: W_Object, /) -> W_Object:
        times = repeat_count(value, self.length * self.size, "array")
        if times is None:
            return w_NotImplemented
        w_result = self.like()
        self.repeat_into(w_result, times.value)
        return w_result

    @builtin("__rmul__")
    def descr_rmul(self, value: W_Object, /) -> W_Object:
        return self.descr_mul(value)

    @builtin("__imul__")
    def descr_imul(self, value: W_Object, /) -> W_Object:
        times = repeat_count(value, self.length * self.size, "array")
        if times is None:
            return w_NotImplemented
        self.repeat_into(self, times.value)
        return self

    def repeat_into(self, w_result: W_Array, times: int) -> None:
        once = self.content()
        n = self.length
        w_result.resize(n * max(times, 0))
        for i in range(max(times, 0)):
            arr_copy(once, 0, w_result.data, i * int(len(once)), len(once))

    def same_as(self, w_other: W_Array) -> bool:
        if self.length != w_other.length:
            return False
        if self.code == w_other.code and self.code != 100 and self.code != 102:
            return arr_equal(self.data, 0, w_other.data, 0, self.length * self.size)
        for i in range(self.length):
            if not eq_w(self.get(i), w_other.get(i)):
                return False
        return True

    @builtin("__eq__")
    def descr_eq(self, value: W_Object, /) -> W_Object:
        if not isinstance(value, W_Array):
            return w_NotImplemented
        return wrap_bool(self.same_as(value))

    @builtin("__ne__")
    def descr_ne(self, value: W_Object, /) -> W_Object:
        if not isinstance(value, W_Array):
            return w_NotImplemented
        return wrap_bool(not self.same_as(value))

    def order(self, op: int, w_other: W_Object) -> W_Object:
        if not isinstance(w_other, W_Array):
            return w_NotImplemented
        n = min(self.length, w_other.length)
        for i in range(n):
            w_a = self.get(i)
            w_b = w_other.get(i)
            if not eq_w(w_a, w_b):
                return compare(op, w_a, w_b)
        return compare(op, W_Int(self.length), W_Int(w_other.length))

    @builtin("__lt__")
    def descr_lt(self, value: W_Object, /) -> W_Object:
        return self.order(S_LT, value)

    @builtin("__le__")
    def descr_le(self, value: W_Object, /) -> W_Object:
        return self.order(S_LE, value)

    @builtin("__gt__")
    def descr_gt(self, value: W_Object, /) -> W_Object:
        return self.order(S_GT, value)

    @builtin("__ge__")
    def descr_ge(self, value: W_Object, /) -> W_Object:
        return self.order(S_GE, value)

    @builtin("__repr__")
    def descr_repr(self) -> str:
        name = self.gettypeobject().name
        if self.length == 0:
            return f"{name}('{str_from_char(self.code)}')"
        if self.is_text():
            return f"{name}('{str_from_char(self.code)}', {repr_w(self.text())})"
        return f"{name}('{str_from_char(self.code)}', {repr_w(self.items())})"

    @builtin("__buffer__")
    def descr_buffer(self, flags: int, /) -> W_Object:
        """Return a buffer object that exposes the underlying memory of the object."""
        w_view = W_MemoryView(self, self.data, self.length, False)
        w_view.item_size = self.size
        w_view.step = self.size
        w_view.format = self.code
        return w_view

    @builtin("__copy__")
    def descr_copy(self) -> W_Object:
        """Return a copy of the array."""
        return self.part(0, 1, self.length)

    @builtin("__deepcopy__")
    def descr_deepcopy(self, unused: W_Object, /) -> W_Object:
        """Return a copy of the array."""
        return self.part(0, 1, self.length)

    @builtin("__reduce_ex__")
    def descr_reduce_ex(self, value: W_Object, /) -> W_Object:
        """Return state information for pickling."""
        w_state = find_attr(self, "__dict__")
        if w_state is None:
            w_state = w_None
        code = str_from_char(self.code)
        if int_of(value) < 3:
            w_items: W_Object = self.text() if self.is_text() else self.items()
            return new_tuple([self.gettypeobject(), new_tuple([code, w_items]), w_state])
        w_rebuild = builtin_modules.get_or_make("array").w_dict.get_str("_array_reconstructor")
        assert w_rebuild is not None
        w_args = new_tuple([self.gettypeobject(), code, W_Int(machine_format(self.code)), new_bytes(self.content())])
        return new_tuple([w_rebuild, w_args, w_state])

    @builtin("__class_getitem__", classmethod=True)
    def descr_class_getitem(w_type: W_Type, object: W_Object, /) -> W_Object:
        """Arrays are generic over the type of their elements"""
        return class_getitem(w_type, object)

    @builtin("__sizeof__")
    def descr_sizeof(self) -> int:
        """Size of the array in memory, in bytes."""
        return 64 + int(len(self.data))

    # Attributes and methods.

    @getset
    def typecode(self) -> W_Object:
        """the typecode character used to create the array"""
        return str_from_char(self.code)

    @getset
    def itemsize(self) -> W_Object:
        """the size, in bytes, of one array item"""
        return W_Int(self.size)

    @builtin
    def append(self, v: W_Object, /) -> None:
        """Append new value v to the end of the array."""
        self.push(v)

    @builtin
    def buffer_info(self) -> W_Object:
        """Return a tuple (address, length) giving the current memory address and the length in items of the buffer used to hold array's contents.

        The length should be multiplied by the itemsize attribute to
        calculate the buffer length in bytes."""
        return new_tuple([W_Int(unique_id(self.data)), W_Int(self.length)])

    @builtin
    def byteswap(self) -> None:
        """Byteswap all items of the array.

        If the items in the array are not 1, 2, 4, or 8 bytes in size,
        RuntimeError is raised."""
        d = self.data
        size = self.size
        for i in range(self.length):
            low = i * size
            high = low + size - 1
            while low < high:
                byte = int(d[low])
                d[low] = int(d[high])
                d[high] = byte
                low += 1
                high -= 1

    @builtin
    def clear(self) -> None:
        """Remove all items from the array."""
        self.data = arr[u8](0)
        self.length = 0

    def find(self, w_value: W_Object, start: int, stop: int) -> int:
        i = start
        while i < stop and i < self.length:
            if eq_w(self.get(i), w_value):
                return i
            i += 1
        return -1

    @builtin
    def count(self, v: W_Object, /) -> int:
        """Return number of occurrences of v in the array."""
        n = 0
        i = 0
        while i < self.length:
            if eq_w(self.get(i), v):
                n += 1
            i += 1
        return n

    @builtin
    def index(self, v: W_Object, start: int = 0, stop: int = 0x7FFFFFFFFFFFFFFF, /) -> int:
        """Return index of first occurrence of v in the array.

        Raise ValueError if the value is not present."""
        if start < 0:
            start = max(start + self.length, 0)
        if stop < 0:
            stop += self.length
        at = self.find(v, start, stop)
        if at < 0:
            raise value_error("array.index(x): x not in array")
        return at

    @builtin
    def remove(self, v: W_Object, /) -> None:
        """Remove the first occurrence of v in the array."""
        at = self.find(v, 0, self.length)
        if at < 0:
            raise value_error("array.remove(x): x not in array")
        self.splice(at, 1, self.like())

    @builtin
    def pop(self, i: int = -1, /) -> W_Object:
        """Return the i-th element and delete it from the array.

        i defaults to -1."""
        if self.length == 0:
            raise index_error("pop from empty array")
        if i < 0:
            i += self.length
        if i < 0 or i >= self.length:
            raise index_error("pop index out of range")
        w_item = self.get(i)
        self.splice(i, 1, self.like())
        return w_item

    @builtin
    def insert(self, i: int, v: W_Object, /) -> None:
        """Insert a new item v into the array before position i."""
        w_one = self.like()
        w_one.push(v)
        if i < 0:
            i = max(i + self.length, 0)
        self.splice(min(i, self.length), 0, w_one)

    @builtin
    def reverse(self) -> None:
        """Reverse the order of the items in the array."""
        w_reversed = self.part(self.length - 1, -1, self.length)
        arr_copy(w_reversed.data, 0, self.data, 0, self.length * self.size)

    def extend_array(self, w_other: W_Array) -> None:
        if w_other.code != self.code:
            raise type_error("can only extend with array of same kind")
        self.add_bytes(w_other.content())

    @builtin
    def extend(self, bb: W_Object, /) -> None:
        """Append items to the end of the array."""
        if isinstance(bb, W_Array):
            self.extend_array(bb)
        else:
            self.extend_items(bb)

    def extend_items(self, w_iterable: W_Object) -> None:
        w_iter = iterate(w_iterable)
        while True:
            w_item = w_iter.iter_next()
            if w_item is None:
                return
            self.push(w_item)

    @builtin
    def fromlist(self, list: W_Object, /) -> None:
        """Append items to array from list."""
        if not isinstance(list, W_List):
            raise type_error("arg must be list")
        old = self.length
        items = list.copy_items()
        try:
            for w_item in items:
                self.push(w_item)
        except OperationError:
            self.length = old
            raise

    @builtin
    def frombytes(self, buffer: W_Object, /) -> None:
        """Appends items from the string, interpreting it as an array of machine values, as if it had been read from a file using the fromfile() method."""
        data = buffer_or_none(buffer)
        if data is None:
            raise type_error(f"a bytes-like object is required, not '{type_name(buffer)}'")
        self.add_bytes(data)

    @builtin
    def fromfile(self, f: W_Object, n: int, /) -> None:
        """Read n objects from the file object f and append them to the end of the array."""
        if n < 0:
            raise value_error("negative count")
        wanted = n * self.size
        w_data = call_method1(f, "read", W_Int(wanted))
        if not isinstance(w_data, W_Bytes):
            raise type_error("read() didn't return bytes")
        self.add_bytes(w_data.data)
        if len(w_data.data) != wanted:
            raise eof_error("read() didn't return enough bytes")

    @builtin
    def tofile(self, f: W_Object, /) -> None:
        """Write all items (as machine values) to the file object f."""
        call_method1(f, "write", new_bytes(self.content()))

    @builtin
    def tobytes(self) -> W_Object:
        """Convert the array to an array of machine values and return the bytes representation."""
        return new_bytes(self.content())

    def items(self) -> W_List:
        w_list = W_List()
        for i in range(self.length):
            w_list.append_w(self.get(i))
        return w_list

    @builtin
    def tolist(self) -> W_Object:
        """Convert array to an ordinary list with the same items."""
        return self.items()

    def is_text(self) -> bool:
        return self.code == UNICODE or self.code == UCS4

    def text(self) -> W_Str:
        return str_from_units(self.content(), 4, self.length)

    @builtin
    def tounicode(self) -> W_Object:
        """Extends this array with data from the unicode string ustr.

        Convert the array to a unicode string.  The array must be a unicode
        type array; otherwise a ValueError is raised.  Use
        array.tobytes().decode() to obtain a unicode string from an array of
        some other type."""
        if not self.is_text():
            raise value_error("tounicode() may only be called on unicode type arrays ('u' or 'w')")
        return self.text()

    @builtin
    def fromunicode(self, ustr: str, /) -> None:
        """Extends this array with data from the unicode string ustr.

        The array must be a unicode type array; otherwise a ValueError is
        raised.  Use array.frombytes(ustr.encode(...)) to append Unicode
        data to an array of some other type."""
        if not self.is_text():
            raise value_error("fromunicode() may only be called on unicode type arrays ('u' or 'w')")
        self.add_text(ustr)

    def add_text(self, s: W_Str) -> None:
        for i in range(int(s.length)):
            self.push(str_from_char(s.char_at(i)))


class W_ArrayUser(UserMixin, W_Array):
    """Instance of a subclass of array."""


@pytype("array.arrayiterator")
class W_ArrayIterator(IteratorMixin, W_Object):
    w_array: W_Array | None
    position: int

    def __init__(self, w_array: W_Array) -> None:
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
        return w_array.get(i)

    def length_hint(self) -> int:
        w_array = self.w_array
        return 0 if w_array is None else max(w_array.length - self.position, 0)


def type_code(w_code: W_Object) -> int:
    if not isinstance(w_code, W_Str):
        raise type_error(f"array() argument 1 must be a unicode character, not {type_name(w_code)}")
    if w_code.length != 1:
        raise type_error(
            f"array() argument 1 must be a unicode character, not a string of length {w_code.length}"
        )
    code = w_code.char_at(0)
    if item_size(code) == 0:
        raise value_error("bad typecode (must be b, B, u, w, h, H, i, I, l, L, q, Q, f or d)")
    return code


def fill_new(w_array: W_Array, w_initial: W_Object) -> None:
    if isinstance(w_initial, W_Str):
        if not w_array.is_text():
            raise type_error(f"cannot use a str to initialize an array with typecode '{str_from_char(w_array.code)}'")
        w_array.add_text(w_initial)
    elif isinstance(w_initial, W_Bytes):
        w_array.add_bytes(w_initial.data)
    elif isinstance(w_initial, W_ByteArray):
        w_array.add_bytes(w_initial.content())
    elif isinstance(w_initial, W_Array) and w_initial.code == w_array.code:
        w_array.add_bytes(w_initial.content())
    else:
        w_array.extend_items(w_initial)


# Pickling: numbers for the layout of items, even ones little-endian.


def machine_format(code: int) -> int:
    match code:
        case 66:
            return 0
        case 98:
            return 1
        case 72:
            return 2
        case 104:
            return 4
        case 73:
            return 6
        case 105:
            return 8
        case 76 | 81:
            return 10
        case 108 | 113:
            return 12
        case 102:
            return 14
        case 100:
            return 16
    return 20


@builtin_function("_array_reconstructor")
def array_reconstructor(arraytype: W_Object, typecode: W_Object, mformat_code: int, items: W_Object, /) -> W_Object:
    """Internal. Used for pickling support."""
    if not isinstance(arraytype, W_Type):
        raise type_error(f"first argument must be a type object, not {type_name(arraytype)}")
    if not arraytype.is_subtype(typeof(W_Array)):
        raise type_error(f"{arraytype.name} is not a subtype of array.array")
    if mformat_code < 0 or mformat_code > 21:
        raise value_error("third argument must be a valid machine format code.")
    if not isinstance(items, W_Bytes):
        raise type_error(f"fourth argument should be bytes, not {type_name(items)}")
    code = type_code(typecode)
    if mformat_code != machine_format(code) and mformat_code != machine_format(code) + 1:
        raise value_error("array items are of another machine format")
    w_result = call(arraytype, [typecode, items])
    if mformat_code > machine_format(code) and isinstance(w_result, W_Array):
        w_result.byteswap()
    return w_result
