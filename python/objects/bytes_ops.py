"""Bodies of the methods that bytes and bytearray share, over `data[0 .. n]`."""

from python.interpreter.errors import OperationError, type_error, value_error
from python.interpreter.iteration import unpack_iterable
from python.interpreter.operation import is_iterable
from python.interpreter.operation import index_w
from python.interpreter.slots import S_INDEX
from python.objects.base import W_Object
from python.objects.buffer import buffer_or_none, bytes_of_buffer
from python.objects.int_ import W_AbstractInt, small_or_none
from python.objects.singletons import w_None
from python.objects.str_ import W_Str
from python.objects.tuple_ import W_Tuple
from python.objects.type_ import type_name
from python.rlib.alloc import alloc_bytes
from python.rlib.builder import ByteBuilder
from python.rlib.list import List, array_slice
from python.rlib.strsearch import find_char, find_units, rfind_units
from python.rlib.text import StrBuilder
from python.rpython import arr, arr_compare, arr_copy, arr_equal, arr_fill, u8



def search_argument(w_sub: W_Object) -> arr[u8]:
    """What find, count, in look for: a bytes-like object or one byte."""
    if isinstance(w_sub, W_AbstractInt) or w_sub.gettypeobject().slot(S_INDEX) is not None:
        d = arr[u8](1)
        d[0] = byte_value(w_sub, "byte")
        return d
    data = buffer_or_none(w_sub)
    if data is None:
        raise type_error(f"argument should be integer or bytes-like object, not '{type_name(w_sub)}'")
    return data


def contains_argument(w_sub: W_Object) -> arr[u8]:
    if isinstance(w_sub, W_AbstractInt) or w_sub.gettypeobject().slot(S_INDEX) is not None:
        return search_argument(w_sub)
    return bytes_of_buffer(w_sub)


def byte_value(w_obj: W_Object, what: W_Str) -> int:
    """0 to 255; `what` ("byte" or "bytes") begins the error."""
    value = small_or_none(index_w(w_obj), -1)
    if value < 0 or value > 255:
        raise value_error(f"{what} must be in range(0, 256)")
    return value


def byte_prefix_test(d: arr[u8], start: int, end: int, w_affix: W_Object, at_end: bool) -> bool:
    if isinstance(w_affix, W_Tuple):
        for w_item in w_affix.items:
            if affix_at(d, start, end, bytes_of_buffer(w_item), at_end):
                return True
        return False
    affix = buffer_or_none(w_affix)
    if affix is None:
        name = "endswith" if at_end else "startswith"
        raise type_error(f"{name} first arg must be bytes or a tuple of bytes, not {type_name(w_affix)}")
    return affix_at(d, start, end, affix, at_end)


def affix_at(d: arr[u8], start: int, end: int, affix: arr[u8], at_end: bool) -> bool:
    m = int(len(affix))
    if end - start < m:
        return False
    return arr_equal(d, end - m if at_end else start, affix, 0, m)


def compare_bytes(a: arr[u8], n: int, b: arr[u8], m: int) -> int:
    r = int(arr_compare(a, 0, b, 0, min(n, m)))
    return r if r != 0 else n - m


def replace_bytes(d: arr[u8], n: int, old: arr[u8], new: arr[u8], limit: int) -> arr[u8]:
    m = int(len(old))
    out = ByteBuilder(n + 16)
    done = 0
    if m == 0:
        while done < n and limit != 0:
            out.add(new)
            out.add_byte(int(d[done]))
            done += 1
            limit -= 1
        if limit != 0:
            out.add(new)
    else:
        while limit != 0:
            at = find_units(d, 1, done, n, old, m)
            if at < 0:
                break
            out.add_slice(d, done, at - done)
            out.add(new)
            done = at + m
            limit -= 1
    out.add_slice(d, done, n - done)
    return out.build()


def is_byte_space(c: int) -> bool:
    return c == 32 or 9 <= c <= 13


def split_on(d: arr[u8], n: int, sep: arr[u8], limit: int) -> List[arr[u8]]:
    pieces = List[arr[u8]]()
    done = 0
    m = int(len(sep))
    while limit != 0:
        at = find_units(d, 1, done, n, sep, m)
        if at < 0:
            break
        pieces.append(array_slice(d, done, at - done))
        done = at + m
        limit -= 1
    pieces.append(array_slice(d, done, n - done))
    return pieces


def rsplit_on(d: arr[u8], n: int, sep: arr[u8], limit: int) -> List[arr[u8]]:
    """The pieces from the right, in that order."""
    pieces = List[arr[u8]]()
    m = int(len(sep))
    while limit != 0:
        at = rfind_units(d, 1, 0, n, sep, m)
        if at < 0:
            break
        pieces.append(array_slice(d, at + m, n - at - m))
        n = at
        limit -= 1
    pieces.append(array_slice(d, 0, n))
    return pieces


def split_spaces(d: arr[u8], n: int, limit: int) -> List[arr[u8]]:
    pieces = List[arr[u8]]()
    i = 0
    while True:
        while i < n and is_byte_space(int(d[i])):
            i += 1
        if i == n:
            return pieces
        if limit == 0:
            break
        start = i
        while i < n and not is_byte_space(int(d[i])):
            i += 1
        pieces.append(array_slice(d, start, i - start))
        limit -= 1
    pieces.append(array_slice(d, i, n - i))
    return pieces


def rsplit_spaces(d: arr[u8], n: int, limit: int) -> List[arr[u8]]:
    pieces = List[arr[u8]]()
    while True:
        while n > 0 and is_byte_space(int(d[n - 1])):
            n -= 1
        if n == 0:
            return pieces
        if limit == 0:
            break
        end = n
        while n > 0 and not is_byte_space(int(d[n - 1])):
            n -= 1
        pieces.append(array_slice(d, n, end - n))
        limit -= 1
    pieces.append(array_slice(d, 0, n))
    return pieces


def split_byte_lines(d: arr[u8], n: int, keep_ends: bool) -> List[arr[u8]]:
    pieces = List[arr[u8]]()
    i = 0
    while i < n:
        start = i
        while i < n and d[i] != 10 and d[i] != 13:
            i += 1
        end = i
        if i < n:
            i += 2 if d[i] == 13 and i + 1 < n and d[i + 1] == 10 else 1
            if keep_ends:
                end = i
        pieces.append(array_slice(d, start, end - start))
    return pieces


def strip_bytes(d: arr[u8], n: int, w_chars: W_Object | None, left: bool, right: bool) -> arr[u8]:
    chars = b" \t\n\r\x0b\x0c"
    if w_chars is not None and w_chars is not w_None:
        chars = bytes_of_buffer(w_chars)
    m = int(len(chars))
    start = 0
    if left:
        while start < n and find_char(chars, 1, 0, m, int(d[start])) >= 0:
            start += 1
    if right:
        while n > start and find_char(chars, 1, 0, m, int(d[n - 1])) >= 0:
            n -= 1
    return array_slice(d, start, n - start)


def pad_bytes(d: arr[u8], n: int, left: int, right: int, fill: int) -> arr[u8]:
    left = max(left, 0)
    right = max(right, 0)
    result = alloc_bytes(left + n + right)
    arr_fill(result, 0, left, fill)
    arr_copy(d, 0, result, left, n)
    arr_fill(result, left + n, left + n + right, fill)
    return result


def fill_byte(w_fill: W_Object | None, name: W_Str) -> int:
    if w_fill is None:
        return 32
    data = buffer_or_none(w_fill)
    if data is None:
        raise type_error(f"{name}() argument 2 must be a byte string of length 1, not {type_name(w_fill)}")
    if len(data) != 1:
        raise type_error(
            f"{name}(): argument 2 must be a byte string of length 1, not a {type_name(w_fill)} object of length {len(data)}"
        )
    return int(data[0])


def zero_fill_bytes(d: arr[u8], n: int, width: int) -> arr[u8]:
    if width <= n:
        return array_slice(d, 0, n)
    result = pad_bytes(d, n, width - n, 0, 48)
    first = width - n
    if n > 0 and (d[0] == 43 or d[0] == 45):
        result[0] = d[0]
        result[first] = 48
    return result


def expand_byte_tabs(d: arr[u8], n: int, size: int) -> arr[u8]:
    out = ByteBuilder(n + 16)
    column = 0
    i = 0
    while i < n:
        c = int(d[i])
        if c == 9:
            if size > 0:
                step = size - column % size
                out.add_repeated(32, step)
                column += step
        else:
            out.add_byte(c)
            column = 0 if c == 10 or c == 13 else column + 1
        i += 1
    return out.build()


def join_bytes(d: arr[u8], n: int, w_iterable: W_Object) -> arr[u8]:
    if not is_iterable(w_iterable):
        raise type_error("can only join an iterable")
    parts = unpack_iterable(w_iterable)
    out = ByteBuilder(64)
    i = 0
    for w_part in parts:
        data = buffer_or_none(w_part)
        if data is None:
            raise type_error(f"sequence item {i}: expected a bytes-like object, {type_name(w_part)} found")
        if i > 0:
            out.add_slice(d, 0, n)
        out.add(data)
        i += 1
    return out.build()


# Case: ascii letters only


def is_upper_byte(c: int) -> bool:
    return 65 <= c <= 90


def is_lower_byte(c: int) -> bool:
    return 97 <= c <= 122


def is_alpha_byte(c: int) -> bool:
    return is_upper_byte(c) or is_lower_byte(c)


def lower_bytes(d: arr[u8], n: int) -> arr[u8]:
    result = array_slice(d, 0, n)
    i = 0
    while i < n:
        if is_upper_byte(int(d[i])):
            result[i] = int(d[i]) + 32
        i += 1
    return result


def upper_bytes(d: arr[u8], n: int) -> arr[u8]:
    result = array_slice(d, 0, n)
    i = 0
    while i < n:
        if is_lower_byte(int(d[i])):
            result[i] = int(d[i]) - 32
        i += 1
    return result


def swap_bytes(d: arr[u8], n: int) -> arr[u8]:
    result = array_slice(d, 0, n)
    i = 0
    while i < n:
        if is_alpha_byte(int(d[i])):
            result[i] = int(d[i]) ^ 32
        i += 1
    return result


def title_bytes(d: arr[u8], n: int) -> arr[u8]:
    result = lower_bytes(d, n)
    after_letter = False
    i = 0
    while i < n:
        c = int(result[i])
        if is_lower_byte(c) and not after_letter:
            result[i] = c - 32
        after_letter = is_alpha_byte(c)
        i += 1
    return result


def capitalize_bytes(d: arr[u8], n: int) -> arr[u8]:
    result = lower_bytes(d, n)
    if n > 0 and is_lower_byte(int(result[0])):
        result[0] = int(result[0]) - 32
    return result


def is_title_bytes(d: arr[u8], n: int) -> bool:
    found = False
    after_letter = False
    i = 0
    while i < n:
        c = int(d[i])
        if is_upper_byte(c):
            if after_letter:
                return False
            after_letter = True
            found = True
        elif is_lower_byte(c):
            if not after_letter:
                return False
            found = True
        else:
            after_letter = False
        i += 1
    return found


def has_only_case_bytes(d: arr[u8], n: int, upper: bool) -> bool:
    found = False
    i = 0
    while i < n:
        c = int(d[i])
        if is_alpha_byte(c):
            if is_upper_byte(c) != upper:
                return False
            found = True
        i += 1
    return found


# Translation and hexadecimal form


def translate_bytes(d: arr[u8], n: int, w_table: W_Object, w_delete: W_Object | None) -> arr[u8]:
    table: arr[u8] | None = None
    if w_table is not w_None:
        table = bytes_of_buffer(w_table)
        if len(table) != 256:
            raise value_error("translation table must be 256 characters long")
    delete = arr[u8](0) if w_delete is None else bytes_of_buffer(w_delete)
    m = int(len(delete))
    out = ByteBuilder(n)
    i = 0
    while i < n:
        c = int(d[i])
        if find_char(delete, 1, 0, m, c) < 0:
            out.add_byte(c if table is None else int(table[c]))
        i += 1
    return out.build()


def make_byte_table(w_from: W_Object, w_to: W_Object) -> arr[u8]:
    source = bytes_of_buffer(w_from)
    target = bytes_of_buffer(w_to)
    if len(source) != len(target):
        raise value_error("maketrans arguments must have same length")
    table = arr[u8](256)
    i = 0
    while i < 256:
        table[i] = i
        i += 1
    i = 0
    while i < len(source):
        table[source[i]] = target[i]
        i += 1
    return table


def repr_of_bytes(d: arr[u8], n: int) -> W_Str:
    quote = 39
    if find_char(d, 1, 0, n, 39) >= 0 and find_char(d, 1, 0, n, 34) < 0:
        quote = 34
    out = StrBuilder(n + 3)
    out.add_char(98)
    out.add_char(quote)
    i = 0
    while i < n:
        add_repr_byte(out, int(d[i]), quote)
        i += 1
    out.add_char(quote)
    return out.build()


def add_repr_byte(out: StrBuilder, c: int, quote: int) -> None:
    if c == quote or c == 92:
        out.add_char(92)
        out.add_char(c)
    elif 32 <= c < 127:
        out.add_char(c)
    elif c == 9:
        out.add("\\t")
    elif c == 10:
        out.add("\\n")
    elif c == 13:
        out.add("\\r")
    else:
        out.add("\\x")
        out.add_char(hex_char(c >> 4))
        out.add_char(hex_char(c & 15))


def hex_char(digit: int) -> int:
    return 48 + digit if digit < 10 else 87 + digit


def hex_of_bytes(d: arr[u8], n: int, w_sep: W_Object | None, group: int) -> W_Str:
    """`bytes.hex(sep, bytes_per_sep)`; a positive group counts from the right."""
    sep = -1
    if w_sep is not None:
        sep = separator_char(w_sep)
    out = StrBuilder(n * 2)
    size = group if group >= 0 else -group
    i = 0
    while i < n:
        if i > 0 and sep >= 0 and size > 0:
            distance = n - i if group > 0 else i
            if distance % size == 0:
                out.add_char(sep)
        out.add_char(hex_char(int(d[i]) >> 4))
        out.add_char(hex_char(int(d[i]) & 15))
        i += 1
    return out.build()


def separator_char(w_sep: W_Object) -> int:
    c = -1
    if isinstance(w_sep, W_Str):
        if w_sep.length == 1:
            c = w_sep.char_at(0)
    else:
        data = buffer_or_none(w_sep)
        if data is None:
            raise type_error("sep must be str or bytes.")
        if len(data) == 1:
            c = int(data[0])
    if c < 0:
        raise value_error("sep must be length 1.")
    if c >= 128:
        raise value_error("sep must be ASCII.")
    return c


def hex_digit_at(s: W_Str, i: int) -> int:
    c = s.char_at(i)
    if 48 <= c <= 57:
        return c - 48
    c |= 32
    return c - 87 if 97 <= c <= 102 else -1


def bytes_from_hex(s: W_Str) -> arr[u8]:
    out = ByteBuilder(int(s.length) // 2)
    n = int(s.length)
    i = 0
    while True:
        while i < n and s.char_at(i) < 128 and is_byte_space(s.char_at(i)):
            i += 1
        if i == n:
            return out.build()
        high = hex_digit_at(s, i)
        if high < 0:
            raise bad_hex_digit(i)
        if i + 1 == n:
            raise value_error("fromhex() arg must contain an even number of hexadecimal digits")
        low = hex_digit_at(s, i + 1)
        if low < 0:
            raise bad_hex_digit(i + 1)
        out.add_byte(high << 4 | low)
        i += 2


def bad_hex_digit(i: int) -> OperationError:
    return value_error(f"non-hexadecimal number found in fromhex() arg at position {i}")
