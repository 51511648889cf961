"""_struct: values to and from packed bytes."""

from python.interpreter.errors import type_error
from python.modules.struct_format import (
    Layout, pack_value, parse_format, struct_error, unpack_value, w_struct_error,
)
from python.objects.base import W_Object
from python.objects.buffer import bytes_of_buffer, is_buffer
from python.objects.bytearray_ import W_ByteArray
from python.objects.bytes_ import W_Bytes, new_bytes
from python.objects.codecs import encode_str
from python.objects.dict_ import W_Dict
from python.objects.flags import NO_NEW
from python.objects.iterator import IteratorMixin
from python.objects.memoryview import view_of
from python.objects.module_ import W_Module
from python.objects.str_ import W_Str
from python.objects.tuple_ import new_tuple
from python.objects.type_ import W_Type, type_name
from python.objects.usermixin import UserMixin
from python.interpreter.operation import int_of, repr_w
from python.rlib.text import str_from_ascii
from python.rpython import Final, arr, arr_copy, builtin, builtin_function, getset, pytype, typeof, u8

MODULE: Final = "_struct"
CACHE_SIZE: Final = 100


def init_module(w_module: W_Module) -> None:
    w_struct_error.table.set("__module__", "struct")
    w_module.attr_set("Struct", typeof(W_Struct))
    w_module.attr_set("error", w_struct_error)


def format_bytes(w_format: W_Object) -> arr[u8]:
    if isinstance(w_format, W_Str):
        return encode_str(w_format, "ascii", "strict")
    if isinstance(w_format, W_Bytes):
        return w_format.data
    raise type_error(f"Struct() argument 1 must be a str or bytes object, not {type_name(w_format)}")


class FormatCache:
    """Structs of the module's functions, by format."""

    w_known: W_Dict

    def __init__(self) -> None:
        self.w_known = W_Dict()

    def get(self, w_format: W_Object) -> W_Struct:
        if isinstance(w_format, (W_Str, W_Bytes)):
            w_found = self.w_known.get(w_format)
            if isinstance(w_found, W_Struct):
                return w_found
        w_struct = W_Struct(format_bytes(w_format))
        if self.w_known.length() >= CACHE_SIZE:
            self.w_known.make_empty()
        self.w_known.setitem(w_format, w_struct)
        return w_struct


cache: Final = FormatCache()


@pytype("_struct.Struct")
class W_Struct(W_Object):
    """Struct(fmt) --> compiled struct object"""

    source: arr[u8]
    layout: Layout

    def __init__(self, source: arr[u8]) -> None:
        self.source = source
        self.layout = parse_format(source)

    @builtin("__new__", static=True)
    def descr_new(w_type: W_Type, format: W_Object) -> W_Object:
        if w_type is typeof(W_Struct):
            return W_Struct(format_bytes(format))
        w_result = W_StructUser(format_bytes(format))
        w_result.init_user(w_type)
        return w_result

    def pack_from(self, args: arr[W_Object], first: int, name: str, d: arr[u8], start: int) -> None:
        """Packs `args[first:]` to `d[start]`, whose bytes are zero there."""
        layout = self.layout
        given = int(len(args)) - first
        if given != layout.values:
            raise struct_error(f"{name} expected {layout.values} items for packing (got {given})")
        next = first
        for k in range(layout.items.length):
            item = layout.items[k]
            at = start + item.offset
            for i in range(item.values()):
                pack_value(d, at, item, layout.big, args[next])
                next += 1
                at += item.size

    def unpack_at(self, d: arr[u8], start: int) -> W_Object:
        layout = self.layout
        values = arr[W_Object](layout.values)
        next = 0
        for k in range(layout.items.length):
            item = layout.items[k]
            at = start + item.offset
            for i in range(item.values()):
                values[next] = unpack_value(d, at, item, layout.big)
                next += 1
                at += item.size
        return new_tuple(values)

    @builtin("__repr__")
    def descr_repr(self) -> str:
        return f"{self.gettypeobject().name}({repr_w(str_from_ascii(self.source))})"

    @getset
    def format(self) -> W_Object:
        """struct format string"""
        return str_from_ascii(self.source)

    @getset
    def size(self) -> int:
        """struct size in bytes"""
        return self.layout.size

    @builtin
    def pack(self, *args: arr[W_Object]) -> W_Object:
        """S.pack(v1, v2, ...) -> bytes

        Return a bytes object containing values v1, v2, ... packed according
        to the format string S.format.  See help(struct) for more on format
        strings."""
        d = arr[u8](self.layout.size)
        self.pack_from(args, 0, "pack", d, 0)
        return new_bytes(d)

    @builtin
    def pack_into(self, *args: arr[W_Object]) -> None:
        """S.pack_into(buffer, offset, v1, v2, ...)

        Pack the values v1, v2, ... according to the format string S.format
        and write the packed bytes into the writable buffer buf starting at
        offset.  Note that the offset is a required argument.  A negative
        offset counts from the end of the buffer.  See help(struct) for more
        on format strings."""
        pack_to_buffer(self, args)

    @builtin
    def unpack(self, buffer: W_Object, /) -> W_Object:
        """Return a tuple containing unpacked values.

        Unpack according to the format string Struct.format. The buffer's size
        in bytes must be Struct.size.

        See help(struct) for more on format strings."""
        return unpack_all(self, buffer)

    @builtin
    def unpack_from(self, buffer: W_Object, offset: int = 0) -> W_Object:
        """Return a tuple containing unpacked values.

        Values are unpacked according to the format string Struct.format.

        The buffer's size in bytes, starting at position offset, must be
        at least Struct.size.  A negative offset counts from the end of the
        buffer.

        See help(struct) for more on format strings."""
        return unpack_part(self, buffer, offset)

    @builtin
    def iter_unpack(self, buffer: W_Object, /) -> W_Object:
        """Return an iterator yielding tuples.

        Tuples are unpacked from the given bytes source, like a repeated
        invocation of unpack_from().

        Requires that the bytes length be a multiple of the struct size."""
        return unpack_each(self, buffer)

    @builtin("__sizeof__")
    def descr_sizeof(self) -> int:
        """S.__sizeof__() -> size of S in memory, in bytes"""
        return 56 + 32 * (self.layout.items.length + 1)


class W_StructUser(UserMixin, W_Struct):
    """Instance of a subclass of Struct."""


def pack_to_buffer(w_struct: W_Struct, args: arr[W_Object]) -> None:
    if len(args) == 0:
        raise struct_error("pack_into expected buffer argument")
    if len(args) == 1:
        raise struct_error("pack_into expected offset argument")
    layout = w_struct.layout
    if int(len(args)) - 2 != layout.values:
        raise struct_error(f"pack_into expected {layout.values} items for packing (got {len(args) - 2})")
    w_buffer = args[0]
    if isinstance(w_buffer, W_Bytes) or not is_buffer(w_buffer):
        raise type_error(f"argument must be read-write bytes-like object, not {type_name(w_buffer)}")
    length = int(len(bytes_of_buffer(w_buffer)))
    offset = int_of(args[1])
    size = layout.size
    if offset < 0:
        if offset + size > 0:
            raise struct_error(f"no space to pack {size} bytes at offset {offset}")
        if offset + length < 0:
            raise struct_error(f"offset {offset} out of range for {length}-byte buffer")
        offset += length
    if length - offset < size:
        raise struct_error(
            f"pack_into requires a buffer of at least {size + offset} bytes for packing {size} bytes at offset "
            f"{offset} (actual buffer size is {length})"
        )
    d = arr[u8](size)
    w_struct.pack_from(args, 2, "pack_into", d, 0)
    write_to(w_buffer, d, offset)


def write_to(w_buffer: W_Object, d: arr[u8], offset: int) -> None:
    if isinstance(w_buffer, W_ByteArray):
        arr_copy(d, 0, w_buffer.data, offset, len(d))
        return
    w_view = view_of(w_buffer)
    if w_view.readonly:
        raise type_error(f"argument must be read-write bytes-like object, not {type_name(w_buffer)}")
    arr_copy(d, 0, w_view.data, w_view.start + offset, len(d))


def unpack_all(w_struct: W_Struct, w_buffer: W_Object) -> W_Object:
    d = bytes_of_buffer(w_buffer)
    if len(d) != w_struct.layout.size:
        raise struct_error(f"unpack requires a buffer of {w_struct.layout.size} bytes")
    return w_struct.unpack_at(d, 0)


def unpack_part(w_struct: W_Struct, w_buffer: W_Object, offset: int) -> W_Object:
    d = bytes_of_buffer(w_buffer)
    length = int(len(d))
    size = w_struct.layout.size
    if offset < 0:
        if offset + size > 0:
            raise struct_error(f"not enough data to unpack {size} bytes at offset {offset}")
        if offset + length < 0:
            raise struct_error(f"offset {offset} out of range for {length}-byte buffer")
        offset += length
    if length - offset < size:
        raise struct_error(
            f"unpack_from requires a buffer of at least {size + offset} bytes for unpacking {size} bytes at offset "
            f"{offset} (actual buffer size is {length})"
        )
    return w_struct.unpack_at(d, offset)


def unpack_each(w_struct: W_Struct, w_buffer: W_Object) -> W_Object:
    size = w_struct.layout.size
    if size == 0:
        raise struct_error("cannot iteratively unpack with a struct of length 0")
    d = bytes_of_buffer(w_buffer)
    if int(len(d)) % size != 0:
        raise struct_error(f"iterative unpacking requires a buffer of a multiple of {size} bytes")
    return W_UnpackIterator(w_struct, d)


@pytype("_struct.unpack_iterator", flags=NO_NEW)
class W_UnpackIterator(IteratorMixin, W_Object):
    w_struct: W_Struct
    data: arr[u8]
    position: int

    def __init__(self, w_struct: W_Struct, data: arr[u8]) -> None:
        self.w_struct = w_struct
        self.data = data
        self.position = 0

    def iter_next(self) -> W_Object | None:
        if self.position >= len(self.data):
            return None
        w_result = self.w_struct.unpack_at(self.data, self.position)
        self.position += self.w_struct.layout.size
        return w_result

    def length_hint(self) -> int:
        return (int(len(self.data)) - self.position) // self.w_struct.layout.size


@builtin_function
def _clearcache() -> None:
    """Clear the internal cache."""
    cache.w_known.make_empty()


@builtin_function
def calcsize(format: W_Object, /) -> int:
    """Return size in bytes of the struct described by the format string."""
    return cache.get(format).layout.size


@builtin_function
def pack(*args: arr[W_Object]) -> W_Object:
    """pack(format, v1, v2, ...) -> bytes

    Return a bytes object containing the values v1, v2, ... packed according
    to the format string.  See help(struct) for more on format strings."""
    if len(args) == 0:
        raise type_error("missing format argument")
    w_struct = cache.get(args[0])
    d = arr[u8](w_struct.layout.size)
    w_struct.pack_from(args, 1, "pack", d, 0)
    return new_bytes(d)


@builtin_function
def pack_into(*args: arr[W_Object]) -> None:
    """pack_into(format, buffer, offset, v1, v2, ...)

    Pack the values v1, v2, ... according to the format string and write
    the packed bytes into the writable buffer buf starting at offset.  Note
    that the offset is a required argument.  A negative offset counts from
    the end of the buffer.  See help(struct) for more on format strings."""
    if len(args) == 0:
        raise type_error("missing format argument")
    rest = arr[W_Object](len(args) - 1)
    for i in range(len(rest)):
        rest[i] = args[i + 1]
    pack_to_buffer(cache.get(args[0]), rest)


@builtin_function
def unpack(format: W_Object, buffer: W_Object, /) -> W_Object:
    """Return a tuple containing values unpacked according to the format string.

    The buffer's size in bytes must be calcsize(format).

    See help(struct) for more on format strings."""
    return unpack_all(cache.get(format), buffer)


@builtin_function
def unpack_from(format: W_Object, /, buffer: W_Object, offset: int = 0) -> W_Object:
    """Return a tuple containing values unpacked according to the format string.

    The buffer's size, minus offset, must be at least calcsize(format).
    A negative offset counts from the end of the buffer.

    See help(struct) for more on format strings."""
    return unpack_part(cache.get(format), buffer, offset)


@builtin_function
def iter_unpack(format: W_Object, buffer: W_Object, /) -> W_Object:
    """Return an iterator yielding tuples unpacked from the given bytes.

    The bytes are unpacked according to the format string, like
    a repeated invocation of unpack_from().

    Requires that the bytes length be a multiple of the format struct size."""
    return unpack_each(cache.get(format), buffer)
