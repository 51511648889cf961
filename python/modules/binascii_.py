"""binascii: hexadecimal, base64 and uuencoded text, checksums (`Modules/binascii.c` gives messages and leniency)."""

from python.interpreter.errors import OperationError, new_error, type_error, value_error
from python.interpreter.operation import index_w
from python.objects.base import W_Object
from python.objects.buffer import buffer_or_none, bytes_of_buffer
from python.objects.bytes_ import new_bytes
from python.objects.bytes_ops import hex_of_bytes
from python.objects.exceptions.base import W_Exception, W_ValueError, make_exception_type
from python.objects.module_ import W_Module
from python.objects.str_ import W_Str
from python.objects.type_ import type_name
from python.rlib.builder import ByteBuilder
from python.rlib.crc import crc32 as crc32_of
from python.rlib.crc import crc_ccitt
from python.rpython import Final, arr, builtin_function, typeof, u8

MODULE: Final = "binascii"
ALPHABET: Final = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"
PAD: Final = 61

w_Error: Final = make_exception_type("Error", typeof(W_ValueError), "")
w_Incomplete: Final = make_exception_type("Incomplete", typeof(W_Exception), "")


def init_module(w_module: W_Module) -> None:
    w_Error.table.set("__module__", "binascii")
    w_Incomplete.table.set("__module__", "binascii")
    w_module.attr_set("Error", w_Error)
    w_module.attr_set("Incomplete", w_Incomplete)


def error(msg: str) -> OperationError:
    return new_error(w_Error, msg)


def text_data(w_data: W_Object) -> arr[u8]:
    """Bytes, or a string of ASCII characters."""
    if isinstance(w_data, W_Str):
        if not w_data.ascii:
            raise value_error("string argument should contain only ASCII characters")
        return w_data.data
    data = buffer_or_none(w_data)
    if data is None:
        raise type_error(f"argument should be bytes, buffer or ASCII string, not '{type_name(w_data)}'")
    return data


# Hexadecimal.


def to_hex(w_data: W_Object, w_sep: W_Object | None, bytes_per_sep: int) -> W_Object:
    data = bytes_of_buffer(w_data)
    return new_bytes(hex_of_bytes(data, len(data), w_sep, bytes_per_sep).data)


def from_hex(w_text: W_Object) -> W_Object:
    text = text_data(w_text)
    n = int(len(text))
    if n & 1 == 1:
        raise error("Odd-length string")
    result = arr[u8](n >> 1)
    for i in range(n >> 1):
        high = hex_digit(int(text[2 * i]))
        low = hex_digit(int(text[2 * i + 1]))
        if high < 0 or low < 0:
            raise error("Non-hexadecimal digit found")
        result[i] = high << 4 | low
    return new_bytes(result)


def hex_digit(c: int) -> int:
    if 48 <= c <= 57:
        return c - 48
    c = c | 32
    return c - 87 if 97 <= c <= 102 else -1


@builtin_function
def b2a_hex(data: W_Object, sep: W_Object | None = None, bytes_per_sep: int = 1) -> W_Object:
    """Hexadecimal representation of binary data.

      sep
        An optional single character or byte to separate hex bytes.
      bytes_per_sep
        How many bytes between separators.  Positive values count from the
        right, negative values count from the left.

    The return value is a bytes object.  This function is also
    available as "hexlify()"."""
    return to_hex(data, sep, bytes_per_sep)


@builtin_function
def hexlify(data: W_Object, sep: W_Object | None = None, bytes_per_sep: int = 1) -> W_Object:
    """Hexadecimal representation of binary data.

      sep
        An optional single character or byte to separate hex bytes.
      bytes_per_sep
        How many bytes between separators.  Positive values count from the
        right, negative values count from the left.

    The return value is a bytes object.  This function is also
    available as "b2a_hex()"."""
    return to_hex(data, sep, bytes_per_sep)


@builtin_function
def a2b_hex(hexstr: W_Object, /) -> W_Object:
    """Binary data of hexadecimal representation.

    hexstr must contain an even number of hex digits (upper or lower case).
    This function is also available as "unhexlify()"."""
    return from_hex(hexstr)


@builtin_function
def unhexlify(hexstr: W_Object, /) -> W_Object:
    """Binary data of hexadecimal representation.

    hexstr must contain an even number of hex digits (upper or lower case)."""
    return from_hex(hexstr)


# Base64.


@builtin_function
def b2a_base64(data: W_Object, /, *, newline: bool = True) -> W_Object:
    """Base64-code line of data."""
    d = bytes_of_buffer(data)
    n = int(len(d))
    out = ByteBuilder(n * 4 // 3 + 5)
    i = 0
    while i + 2 < n:
        group = int(d[i]) << 16 | int(d[i + 1]) << 8 | int(d[i + 2])
        out.add_byte(ALPHABET[group >> 18])
        out.add_byte(ALPHABET[group >> 12 & 63])
        out.add_byte(ALPHABET[group >> 6 & 63])
        out.add_byte(ALPHABET[group & 63])
        i += 3
    if n - i == 1:
        out.add_byte(ALPHABET[int(d[i]) >> 2])
        out.add_byte(ALPHABET[(int(d[i]) & 3) << 4])
        out.add_byte(PAD)
        out.add_byte(PAD)
    elif n - i == 2:
        group = int(d[i]) << 8 | int(d[i + 1])
        out.add_byte(ALPHABET[group >> 10])
        out.add_byte(ALPHABET[group >> 4 & 63])
        out.add_byte(ALPHABET[(group & 15) << 2])
        out.add_byte(PAD)
    if newline:
        out.add_byte(10)
    return new_bytes(out.build())


def base64_value(c: int) -> int:
    """-1: not of the alphabet."""
    if 65 <= c <= 90:
        return c - 65
    if 97 <= c <= 122:
        return c - 71
    if 48 <= c <= 57:
        return c + 4
    if c == 43:
        return 62
    return 63 if c == 47 else -1


class Decoder64:
    """Base64 characters in groups of four."""

    out: ByteBuilder
    place: int  # in the group
    left: int  # bits not yet delivered
    pads: int
    strict: bool

    def __init__(self, strict: bool) -> None:
        self.out = ByteBuilder(32)
        self.place = 0
        self.left = 0
        self.pads = 0
        self.strict = strict

    def pad(self, at: int) -> None:
        self.pads += 1
        if self.place >= 2 and self.place + self.pads <= 4:
            return
        if self.strict:
            if self.place == 1:
                raise self.one_too_many()
            raise error("Leading padding not allowed" if at == 0 else "Excess padding not allowed")

    def character(self, c: int) -> None:
        value = base64_value(c)
        if value < 0:
            if self.strict:
                raise error("Only base64 data is allowed")
            return
        if self.strict and self.pads > 0:
            complete = self.place + self.pads == 4
            raise error("Excess data after padding" if complete else "Discontinuous padding not allowed")
        self.pads = 0
        if self.place == 0:
            self.left = value
            self.place = 1
            return
        keep = 6 - 2 * self.place
        self.out.add_byte((self.left << (6 - keep) | value >> keep) & 255)
        self.left = value & ((1 << keep) - 1)
        self.place = (self.place + 1) & 3

    def one_too_many(self) -> OperationError:
        count = self.out.length // 3 * 4 + 1
        return error(
            f"Invalid base64-encoded string: number of data characters ({count}) cannot be 1 more than a multiple of 4"
        )

    def finish(self) -> arr[u8]:
        if self.place == 1:
            raise self.one_too_many()
        if self.place != 0 and self.place + self.pads < 4:
            raise error("Incorrect padding")
        return self.out.build()


@builtin_function
def a2b_base64(data: W_Object, /, *, strict_mode: bool = False) -> W_Object:
    """Decode a line of base64 data.

      strict_mode
        When set to True, bytes that are not part of the base64 standard are not allowed.
        The same applies to excess data after padding (= / ==)."""
    d = text_data(data)
    decoder = Decoder64(strict_mode)
    for i in range(len(d)):
        c = int(d[i])
        if c == PAD:
            decoder.pad(i)
        else:
            decoder.character(c)
    return new_bytes(decoder.finish())


# Uuencoding.


@builtin_function
def b2a_uu(data: W_Object, /, *, backtick: bool = False) -> W_Object:
    """Uuencode line of data."""
    d = bytes_of_buffer(data)
    n = int(len(d))
    if n > 45:
        raise error("At most 45 bytes at once")
    zero = 96 if backtick else 32
    out = ByteBuilder(n * 4 // 3 + 6)
    out.add_byte(32 + n if n > 0 else zero)
    i = 0
    while i < n:
        group = int(d[i]) << 16
        if i + 1 < n:
            group = group | int(d[i + 1]) << 8
        if i + 2 < n:
            group = group | int(d[i + 2])
        shift = 18
        while shift >= 0:
            value = group >> shift & 63
            out.add_byte(32 + value if value > 0 else zero)
            shift -= 6
        i += 3
    out.add_byte(10)
    return new_bytes(out.build())


@builtin_function
def a2b_uu(data: W_Object, /) -> W_Object:
    """Decode a line of uuencoded data."""
    d = text_data(data)
    n = int(len(d))
    if n == 0:
        raise error("Missing length byte")
    wanted = (int(d[0]) - 32) & 63
    result = arr[u8](wanted)
    bits = 0
    left = 0
    done = 0
    i = 1
    while done < wanted:
        c = int(d[i]) if i < n else 0
        # Lines may have lost their blanks at the end.
        if c == 10 or c == 13 or i >= n:
            value = 0
        else:
            if c < 32 or c > 96:
                raise error("Illegal char")
            value = (c - 32) & 63
        i += 1
        left = left << 6 | value
        bits += 6
        if bits >= 8:
            bits -= 8
            result[done] = left >> bits & 255
            left = left & ((1 << bits) - 1)
            done += 1
    while i < n:
        c = int(d[i])
        # A line may be padded to full groups.
        if c != 32 and c != 96 and c != 10 and c != 13:
            raise error("Trailing garbage")
        i += 1
    return new_bytes(result)


# Checksums.


def low_word(w_value: W_Object) -> int:
    """The last 32 bits of an integer."""
    digits = index_w(w_value).digits()
    n = int(len(digits))
    fill = 255 if digits[n - 1] >= 128 else 0
    value = 0
    for i in range(4):
        value = value | (int(digits[i]) if i < n else fill) << 8 * i
    return value


@builtin_function
def crc32(data: W_Object, crc: W_Object | None = None, /) -> int:
    """Compute CRC-32 incrementally."""
    start = 0 if crc is None else low_word(crc)
    return crc32_of(bytes_of_buffer(data), start)


@builtin_function
def crc_hqx(data: W_Object, crc: W_Object, /) -> int:
    """Compute CRC-CCITT incrementally."""
    return crc_ccitt(bytes_of_buffer(data), low_word(crc) & 0xFFFF)
