"""Text encodings: str.encode and bytes.decode.

The codecs written here are utf-8, ascii, latin-1, utf-16 and utf-32; others are looked up in the codec registry
(`codecs.lookup`). Error handlers: strict, ignore, replace, backslashreplace, xmlcharrefreplace, namereplace,
surrogateescape, surrogatepass here, others in the registry of `codecs.register_error`.
"""

from python.objects.base import W_Object
from python.objects.buffer import bytes_of_buffer
from python.objects.bytes_ import new_bytes
from python.objects.codec_errors import DecodeErrors, EncodeErrors
from python.objects.codec_registry import decode_by_registry, encode_by_registry
from python.objects.codecs_wide import decode_utf16, decode_utf32, encode_utf16, encode_utf32
from python.objects.str_ import W_Str
from python.rlib.builder import ByteBuilder
from python.rlib.text import StrBuilder, str_eq, str_from_units
from python.rpython import Final, arr, arr_copy, i32, u8

UTF8: Final = 1
ASCII: Final = 2
LATIN1: Final = 3
UTF16: Final = 4
UTF16_LE: Final = 5
UTF16_BE: Final = 6
UTF32: Final = 7
UTF32_LE: Final = 8
UTF32_BE: Final = 9


def known_codec(name: W_Str) -> int:
    """Number of a codec written here, 0: none. Case, `-` and `_` do not matter."""
    plain = plain_name(name)
    match plain:
        case "utf8" | "u8" | "cp65001":
            return UTF8
        case "ascii" | "usascii" | "646":
            return ASCII
        case "latin1" | "iso88591" | "latin" | "l1" | "88591" | "cp819":
            return LATIN1
        case "utf16" | "u16":
            return UTF16
        case "utf16le":
            return UTF16_LE
        case "utf16be":
            return UTF16_BE
        case "utf32" | "u32":
            return UTF32
        case "utf32le":
            return UTF32_LE
        case "utf32be":
            return UTF32_BE
    return 0


def plain_name(name: W_Str) -> W_Str:
    out = StrBuilder(name.length)
    i = 0
    while i < name.length:
        c = name.char_at(i)
        if 65 <= c <= 90:
            out.add_char(c + 32)
        elif c != 45 and c != 95 and c != 32:
            out.add_char(c)
        i += 1
    return out.build()


def encode_object(s: W_Str, encoding: W_Str, errors: W_Str) -> W_Object:
    codec = known_codec(encoding)
    if codec == 0:
        return encode_by_registry(s, encoding, errors)
    return new_bytes(encode_known(s, codec, errors))


def encode_str(s: W_Str, encoding: W_Str, errors: W_Str) -> arr[u8]:
    codec = known_codec(encoding)
    if codec != 0:
        return encode_known(s, codec, errors)
    return bytes_of_buffer(encode_by_registry(s, encoding, errors))


def decode_bytes(d: arr[u8], encoding: W_Str, errors: W_Str) -> W_Str:
    codec = known_codec(encoding)
    if codec == 0:
        return decode_by_registry(d, encoding, errors)
    return decode_known(d, codec, errors)


def encode_known(s: W_Str, codec: int, errors: W_Str) -> arr[u8]:
    match codec:
        case 1:
            return encode_utf8(s, errors)
        case 2:
            return encode_narrow(s, 128, "ascii", errors)
        case 3:
            return encode_narrow(s, 256, "latin-1", errors)
        case 4:
            return encode_utf16(s, errors, False, True, "utf-16")
        case 5:
            return encode_utf16(s, errors, False, False, "utf-16-le")
        case 6:
            return encode_utf16(s, errors, True, False, "utf-16-be")
        case 7:
            return encode_utf32(s, errors, False, True, "utf-32")
        case 8:
            return encode_utf32(s, errors, False, False, "utf-32-le")
    return encode_utf32(s, errors, True, False, "utf-32-be")


def decode_known(d: arr[u8], codec: int, errors: W_Str) -> W_Str:
    match codec:
        case 1:
            return decode_utf8(d, errors)
        case 2:
            return decode_ascii(d, errors)
        case 3:
            return decode_latin1(d)
        case 4:
            return decode_utf16(d, errors, 0, "utf-16")
        case 5:
            return decode_utf16(d, errors, 1, "utf-16-le")
        case 6:
            return decode_utf16(d, errors, 2, "utf-16-be")
        case 7:
            return decode_utf32(d, errors, 0, "utf-32")
        case 8:
            return decode_utf32(d, errors, 1, "utf-32-le")
    return decode_utf32(d, errors, 2, "utf-32-be")


# Encoders


def encode_narrow(s: W_Str, limit: int, name: W_Str, errors: W_Str) -> arr[u8]:
    """One byte a character, for characters below `limit`."""
    n = int(s.length)
    if s.ascii or (s.kind == 1 and limit == 256):
        copy = arr[u8](n)
        arr_copy(s.data, 0, copy, 0, n)
        return copy
    out = ByteBuilder(n)
    handler = EncodeErrors(s, name, errors, f"ordinal not in range({limit})")
    i = 0
    while i < n:
        c = s.char_at(i)
        if c < limit:
            out.add_byte(c)
            i += 1
            continue
        end = i + 1
        while end < n and s.char_at(end) >= limit:
            end += 1
        i = handler.handle(out, i, end)
        add_narrow(out, s, handler, limit)
    return out.build()


def add_narrow(out: ByteBuilder, s: W_Str, handler: EncodeErrors, limit: int) -> None:
    """Encodes the text that the handler gave instead."""
    text = handler.text
    if text is None:
        return
    k = 0
    while k < text.length:
        c = text.char_at(k)
        if c >= limit:
            raise handler.strict_error()
        out.add_byte(c)
        k += 1


def encode_utf8(s: W_Str, errors: W_Str) -> arr[u8]:
    n = int(s.length)
    if s.ascii:
        copy = arr[u8](n)
        arr_copy(s.data, 0, copy, 0, n)
        return copy
    out = ByteBuilder(n + (n >> 1))
    i = 0
    while i < n:
        c = s.char_at(i)
        if 0xD800 <= c < 0xE000:
            i = encode_surrogates(out, s, i, errors)
        else:
            add_utf8(out, c)
            i += 1
    return out.build()


def encode_surrogates(out: ByteBuilder, s: W_Str, i: int, errors: W_Str) -> int:
    """Lone surrogates from `i` on; the index to go on at."""
    end = i + 1
    while end < s.length and 0xD800 <= s.char_at(end) < 0xE000:
        end += 1
    if str_eq(errors, "surrogatepass"):
        while i < end:
            add_utf8(out, s.char_at(i))
            i += 1
        return end
    handler = EncodeErrors(s, "utf-8", errors, "surrogates not allowed")
    next = handler.handle(out, i, end)
    text = handler.text
    if text is not None:
        k = 0
        while k < text.length:
            c = text.char_at(k)
            if 0xD800 <= c < 0xE000:
                raise handler.strict_error()
            add_utf8(out, c)
            k += 1
    return next


def add_utf8(out: ByteBuilder, c: int) -> None:
    if c < 0x80:
        out.add_byte(c)
    elif c < 0x800:
        out.add_byte(0xC0 | c >> 6)
        out.add_byte(0x80 | c & 0x3F)
    elif c < 0x10000:
        out.add_byte(0xE0 | c >> 12)
        out.add_byte(0x80 | c >> 6 & 0x3F)
        out.add_byte(0x80 | c & 0x3F)
    else:
        out.add_byte(0xF0 | c >> 18)
        out.add_byte(0x80 | c >> 12 & 0x3F)
        out.add_byte(0x80 | c >> 6 & 0x3F)
        out.add_byte(0x80 | c & 0x3F)


def utf8_of_str(s: W_Str) -> arr[u8]:
    """UTF-8 with lone surrogates as three bytes: the form text has at the border to the host."""
    return encode_utf8(s, "surrogatepass")


# Decoders


def decode_latin1(d: arr[u8]) -> W_Str:
    n = int(len(d))
    copy = arr[u8](n)
    arr_copy(d, 0, copy, 0, n)
    return str_from_units(copy, 1, n)


def ascii_prefix(d: arr[u8]) -> int:
    """Number of bytes before the first that is not ascii."""
    n = int(len(d))
    i = 0
    while i < n and d[i] < 128:
        i += 1
    return i


def decode_ascii(d: arr[u8], errors: W_Str) -> W_Str:
    n = int(len(d))
    i = ascii_prefix(d)
    if i == n:
        return decode_latin1(d)
    out = StrBuilder(n)
    out.add_ascii(d, 0, i)
    handler = DecodeErrors(d, "ascii", errors)
    while i < handler.length():
        c = handler.byte(i)
        if c < 128:
            out.add_char(c)
            i += 1
        else:
            i = handler.handle(out, i, i + 1, "ordinal not in range(128)")
    return out.build()


def str_from_utf8(d: arr[u8]) -> W_Str:
    """Of text that came over the border to the host: lone surrogates are three bytes."""
    return decode_utf8(d, "surrogatepass")


def decode_utf8(d: arr[u8], errors: W_Str) -> W_Str:
    n = int(len(d))
    i = ascii_prefix(d)
    if i == n:
        copy = arr[u8](n)
        arr_copy(d, 0, copy, 0, n)
        return W_Str(copy, 1, i32(n), True)
    decoder = Utf8Decoder(d, errors)
    decoder.out.add_ascii(d, 0, i)
    decoder.run(i, True)
    return decoder.out.build()


class Utf8Decoder:
    """`at` is behind the last byte used: with `final` false an incomplete sequence at the end is left."""

    out: StrBuilder
    handler: DecodeErrors
    at: int

    def __init__(self, d: arr[u8], errors: W_Str) -> None:
        self.out = StrBuilder(len(d))
        self.handler = DecodeErrors(d, "utf-8", errors)
        self.at = 0

    def run(self, i: int, final: bool) -> None:
        out = self.out
        handler = self.handler
        while i < handler.length():
            c = handler.byte(i)
            if c < 0x80:
                out.add_char(c)
                i += 1
                continue
            size = sequence_size(c)
            good = self.good_bytes(i, size)
            if size > 0 and good == size:
                out.add_char(self.code_point(i, size))
                i += size
            elif size > 0 and i + good == handler.length():
                if not final:
                    break
                i = handler.handle(out, i, i + good, "unexpected end of data")
            elif size == 0:
                i = handler.handle(out, i, i + 1, "invalid start byte")
            else:
                i = handler.handle(out, i, i + good, "invalid continuation byte")
        self.at = i

    def good_bytes(self, i: int, size: int) -> int:
        """How many bytes from `i` on fit a sequence of that size."""
        handler = self.handler
        n = handler.length()
        good = 1
        while good < size and i + good < n:
            b = handler.byte(i + good)
            if good == 1:
                if not second_fits(handler.byte(i), b):
                    break
            elif (b & 0xC0) != 0x80:
                break
            good += 1
        return good

    def code_point(self, i: int, size: int) -> int:
        handler = self.handler
        c = handler.byte(i) & (0x7F >> size)
        k = 1
        while k < size:
            c = c << 6 | handler.byte(i + k) & 0x3F
            k += 1
        return c


def sequence_size(c: int) -> int:
    """Bytes of the sequence that begins with `c`; 0: none does."""
    if c < 0xC2:
        return 0
    if c < 0xE0:
        return 2
    if c < 0xF0:
        return 3
    return 4 if c < 0xF5 else 0


def second_fits(first: int, b: int) -> bool:
    """No overlong forms, no surrogates, nothing above U+10FFFF."""
    if (b & 0xC0) != 0x80:
        return False
    if first == 0xE0:
        return b >= 0xA0
    if first == 0xED:
        return b < 0xA0
    if first == 0xF0:
        return b >= 0x90
    if first == 0xF4:
        return b < 0x90
    return True
