"""Formats of _struct: parsing, and packing of single values (`Modules/_struct.c` gives sizes and messages)."""

from python.interpreter.errors import OperationError, new_error, overflow_error
from python.interpreter.operation import index_w, is_true, wrap_bool
from python.interpreter.slots import S_FLOAT, S_INDEX
from python.objects.base import W_Object
from python.objects.bytearray_ import W_ByteArray
from python.objects.bytes_ import W_Bytes, new_bytes
from python.objects.complex_ import W_Complex
from python.objects.exceptions.base import W_Exception, make_exception_type
from python.objects.float_ import W_Float, float_of
from python.objects.int_ import W_AbstractInt, W_Int
from python.objects.memory_format import float_of_half, float_of_single, half_bits, load_item, single_bits, store_word, word_of
from python.objects.type_ import W_Type
from python.rlib.bigint import to_i64
from python.rlib.list import List, array_slice
from python.rlib.text import str_from_char
from python.rpython import Final, arr, arr_copy, cold, float_bits, float_from_bits, is_inf, is_nan, typeof, u8

w_struct_error: Final = make_exception_type("error", typeof(W_Exception), "")


@cold
def struct_error(msg: str) -> OperationError:
    return new_error(w_struct_error, msg)


class Item:
    """One format character with its repeat count: `count` values of `size` bytes from `offset` on (`s`, `p`: one of `count` bytes)."""

    code: int
    size: int
    offset: int
    count: int

    def __init__(self, code: int, size: int, offset: int, count: int) -> None:
        self.code = code
        self.size = size
        self.offset = offset
        self.count = count

    def values(self) -> int:
        """How many Python values it stands for."""
        if self.code == 120:
            return 0
        return 1 if self.is_text() else self.count

    def is_text(self) -> bool:
        return self.code == 115 or self.code == 112


class Layout:
    items: List[Item]
    size: int
    values: int
    big: bool  # big-endian

    def __init__(self) -> None:
        self.items = List[Item]()
        self.size = 0
        self.values = 0
        self.big = False


def item_size(code: int, native: bool) -> int:
    """0: no such format character."""
    match code:
        case 120 | 98 | 66 | 99 | 115 | 112 | 63:
            return 1
        case 104 | 72 | 101:
            return 2
        case 105 | 73 | 102:
            return 4
        case 108 | 76:
            return 8 if native else 4
        case 113 | 81 | 100 | 70:
            return 8
        case 68:
            return 16
        case 110 | 78 | 80:
            return 8 if native else 0
    return 0


def alignment(code: int, size: int) -> int:
    match code:
        case 70:
            return 4
        case 68:
            return 8
    return size


def parse_format(d: arr[u8]) -> Layout:
    layout = Layout()
    n = int(len(d))
    i = 0
    native = True
    aligned = True
    if n > 0 and d[0] in (64, 61, 60, 62, 33):
        first = int(d[0])
        native = first == 64
        aligned = native
        layout.big = first == 62 or first == 33
        i = 1
    while i < n:
        c = int(d[i])
        i += 1
        if c == 32 or 9 <= c <= 13:
            continue
        count = 1
        if 48 <= c <= 57:
            count = c - 48
            while i < n and 48 <= int(d[i]) <= 57:
                if count > 1 << 58:
                    raise struct_error("total struct size too long")
                count = count * 10 + int(d[i]) - 48
                i += 1
            if i >= n:
                raise struct_error("repeat count given without format specifier")
            c = int(d[i])
            i += 1
        add_item(layout, c, count, native, aligned)
    return layout


def add_item(layout: Layout, code: int, count: int, native: bool, aligned: bool) -> None:
    size = item_size(code, native)
    if size == 0:
        raise struct_error("bad char in struct format")
    offset = layout.size
    if aligned:
        step = alignment(code, size)
        offset = (offset + step - 1) // step * step
    if count > (0x7FFFFFFF - offset) // size:
        raise struct_error("total struct size too long")
    item = Item(code, size, offset, count)
    layout.items.append(item)
    layout.values += item.values()
    layout.size = offset + size * count


# Packing.


def pack_value(d: arr[u8], at: int, item: Item, big: bool, w_value: W_Object) -> None:
    code = item.code
    match code:
        case 115 | 112:
            pack_text(d, at, item, w_value)
            return
        case 99:
            if not isinstance(w_value, W_Bytes) or len(w_value.data) != 1:
                raise struct_error("char format requires a bytes object of length 1")
            d[at] = w_value.data[0]
            return
        case 63:
            d[at] = int(is_true(w_value))
            return
        case 100 | 102 | 101:
            pack_float(d, at, code, real_of(w_value))
        case 70 | 68:
            w_complex = complex_value(w_value)
            half = item.size // 2
            kind = 102 if code == 70 else 100
            pack_float(d, at, kind, w_complex.re)
            pack_float(d, at + half, kind, w_complex.im)
            if big:
                reverse(d, at, half)
                reverse(d, at + half, half)
            return
        case _:
            pack_int(d, at, item, w_value)
    if big:
        reverse(d, at, item.size)


def reverse(d: arr[u8], at: int, size: int) -> None:
    low = at
    high = at + size - 1
    while low < high:
        byte = int(d[low])
        d[low] = int(d[high])
        d[high] = byte
        low += 1
        high -= 1


def pack_text(d: arr[u8], at: int, item: Item, w_value: W_Object) -> None:
    data = arr[u8](0)
    if isinstance(w_value, W_Bytes):
        data = w_value.data
    elif isinstance(w_value, W_ByteArray):
        data = w_value.content()
    else:
        raise struct_error(f"argument for '{str_from_char(item.code)}' must be a bytes object")
    if item.code == 115:
        arr_copy(data, 0, d, at, min(int(len(data)), item.count))
        return
    if item.count == 0:
        return
    n = min(int(len(data)), item.count - 1)
    arr_copy(data, 0, d, at + 1, n)
    d[at] = min(n, 255)


def real_of(w_value: W_Object) -> float:
    if isinstance(w_value, W_Float):
        return w_value.value
    w_type = w_value.gettypeobject()
    if w_type.slot(S_FLOAT) is None and w_type.slot(S_INDEX) is None:
        raise struct_error("required argument is not a float")
    return float_of(w_value)


def complex_value(w_value: W_Object) -> W_Complex:
    if isinstance(w_value, W_Complex):
        return w_value
    w_type = w_value.gettypeobject()
    if w_type.slot(S_FLOAT) is None and w_type.slot(S_INDEX) is None:
        raise struct_error("required argument is not a complex")
    return W_Complex(float_of(w_value), 0.0)


def pack_float(d: arr[u8], at: int, code: int, x: float) -> None:
    if code == 100:
        store_word(d, at, 8, float_bits(x))
        return
    size = 4 if code == 102 else 2
    bits = single_bits(x) if code == 102 else half_bits(x)
    back = float_of_single(bits) if code == 102 else float_of_half(bits)
    if is_inf(back) and not is_inf(x) and not is_nan(x):
        raise overflow_error(f"float too large to pack with {str_from_char(code)} format")
    store_word(d, at, size, bits)


def is_signed(code: int) -> bool:
    return code in (98, 104, 105, 108, 113, 110)


def pack_int(d: arr[u8], at: int, item: Item, w_value: W_Object) -> None:
    if isinstance(w_value, W_Int) and item.size < 8:
        x = w_value.value
        bits = item.size * 8
        low = -(1 << (bits - 1)) if is_signed(item.code) else 0
        high = (1 << (bits - 1)) - 1 if is_signed(item.code) else (1 << bits) - 1
        if x < low or x > high:
            raise int_range(item)
        store_word(d, at, item.size, x)
        return
    if not isinstance(w_value, W_AbstractInt) and w_value.gettypeobject().slot(S_INDEX) is None:
        raise struct_error("required argument is not an integer")
    digits = index_w(w_value).digits()
    n = int(len(digits))
    negative = digits[n - 1] >= 128
    if is_signed(item.code):
        fits = n <= item.size
    elif item.code == 80:
        fits = n <= 8 or (n == 9 and digits[8] == 0)
    else:
        fits = not negative and (n <= item.size or (n == item.size + 1 and digits[n - 1] == 0))
    if not fits:
        raise int_range(item)
    for i in range(item.size):
        d[at + i] = digits[i] if i < n else (255 if negative else 0)


@cold
def int_range(item: Item) -> OperationError:
    name = str_from_char(item.code)
    if item.code == 80:
        return struct_error("int too large to convert")
    low: str = "0"
    match item.size:
        case 1:
            high = "127" if is_signed(item.code) else "255"
            low = "-128" if is_signed(item.code) else "0"
        case 2:
            high = "32767" if is_signed(item.code) else "65535"
            low = "-32768" if is_signed(item.code) else "0"
        case 4:
            high = "2147483647" if is_signed(item.code) else "4294967295"
            low = "-2147483648" if is_signed(item.code) else "0"
        case _:
            high = "9223372036854775807" if is_signed(item.code) else "18446744073709551615"
            low = "-9223372036854775808" if is_signed(item.code) else "0"
    return struct_error(f"'{name}' format requires {low} <= number <= {high}")


# Unpacking.


def unpack_value(d: arr[u8], at: int, item: Item, big: bool) -> W_Object:
    code = item.code
    match code:
        case 115:
            return new_bytes(array_slice(d, at, item.count))
        case 112:
            if item.count == 0:
                return new_bytes(arr[u8](0))
            return new_bytes(array_slice(d, at + 1, min(int(d[at]), item.count - 1)))
        case 99:
            return new_bytes(array_slice(d, at, 1))
        case 63:
            return wrap_bool(d[at] != 0)
    source = d
    if big:
        source = array_slice(d, at, item.size)
        at = 0
        if code == 70 or code == 68:
            reverse(source, 0, item.size // 2)
            reverse(source, item.size // 2, item.size // 2)
        else:
            reverse(source, 0, item.size)
    match code:
        case 100:
            return W_Float(double_at(source, at))
        case 70:
            return W_Complex(float_of_single(word_of(source, at, 4)), float_of_single(word_of(source, at + 4, 4)))
        case 68:
            return W_Complex(double_at(source, at), double_at(source, at + 8))
        case 108:
            return load_item(source, at, 105 if item.size == 4 else 113)
        case 76:
            return load_item(source, at, 73 if item.size == 4 else 81)
    return load_item(source, at, code)


def double_at(d: arr[u8], at: int) -> float:
    return float_from_bits(to_i64(array_slice(d, at, 8)))
