"""utf-16 and utf-32."""

from python.objects.codec_errors import DecodeErrors, EncodeErrors
from python.objects.str_ import W_Str
from python.rlib.builder import ByteBuilder
from python.rlib.text import StrBuilder, str_eq
from python.rpython import Final, arr, u8

NATIVE: Final = 0  # byte order from the mark, otherwise little
LITTLE: Final = 1
BIG: Final = 2


def add_unit(out: ByteBuilder, value: int, size: int, big: bool) -> None:
    """An unsigned number of `size` bytes."""
    k = 0
    while k < size:
        shift = (size - 1 - k) * 8 if big else k * 8
        out.add_byte(value >> shift & 255)
        k += 1


def encode_utf16(s: W_Str, errors: W_Str, big: bool, mark: bool, name: W_Str) -> arr[u8]:
    out = ByteBuilder(int(s.length) * 2 + 2)
    if mark:
        add_unit(out, 0xFEFF, 2, big)
    i = 0
    while i < s.length:
        c = s.char_at(i)
        if 0xD800 <= c < 0xE000 and not str_eq(errors, "surrogatepass"):
            i = encode_bad(out, s, i, errors, name, 2, big)
            continue
        add_utf16(out, c, big)
        i += 1
    return out.build()


def add_utf16(out: ByteBuilder, c: int, big: bool) -> None:
    if c >= 0x10000:
        add_unit(out, 0xD800 + ((c - 0x10000) >> 10), 2, big)
        c = 0xDC00 + ((c - 0x10000) & 0x3FF)
    add_unit(out, c, 2, big)


def encode_utf32(s: W_Str, errors: W_Str, big: bool, mark: bool, name: W_Str) -> arr[u8]:
    out = ByteBuilder(int(s.length) * 4 + 4)
    if mark:
        add_unit(out, 0xFEFF, 4, big)
    i = 0
    while i < s.length:
        c = s.char_at(i)
        if 0xD800 <= c < 0xE000 and not str_eq(errors, "surrogatepass"):
            i = encode_bad(out, s, i, errors, name, 4, big)
            continue
        add_unit(out, c, 4, big)
        i += 1
    return out.build()


def encode_bad(out: ByteBuilder, s: W_Str, i: int, errors: W_Str, name: W_Str, size: int, big: bool) -> int:
    """Lone surrogates from `i` on; the index to go on at."""
    end = i + 1
    while end < s.length and 0xD800 <= s.char_at(end) < 0xE000:
        end += 1
    handler = EncodeErrors(s, name, errors, "surrogates not allowed")
    next = handler.handle(out, i, end)
    text = handler.text
    if text is None:
        return next
    k = 0
    while k < text.length:
        c = text.char_at(k)
        if 0xD800 <= c < 0xE000:
            raise handler.strict_error()
        if size == 2:
            add_utf16(out, c, big)
        else:
            add_unit(out, c, 4, big)
        k += 1
    return next


def unit_at(handler: DecodeErrors, i: int, size: int, big: bool) -> int:
    value = 0
    k = 0
    while k < size:
        value = value << 8 | handler.byte(i + k if big else i + size - 1 - k)
        k += 1
    return value


def starts_with_mark(d: arr[u8], size: int, big: bool) -> bool:
    handler = DecodeErrors(d, "", "strict")
    return len(d) >= size and unit_at(handler, 0, size, big) == 0xFEFF


class WideDecoder:
    """`at` is behind the last byte used; `big` is the byte order in use."""

    out: StrBuilder
    handler: DecodeErrors
    big: bool
    has_mark: bool = False
    at: int

    def __init__(self, d: arr[u8], errors: W_Str, name: W_Str) -> None:
        self.out = StrBuilder(len(d))
        self.handler = DecodeErrors(d, name, errors)
        self.big = False
        self.at = 0

    def skip_mark(self, order: int, size: int) -> None:
        self.big = order == BIG
        if order == NATIVE:
            d = self.handler.data
            if starts_with_mark(d, size, False):
                self.at = size
                self.has_mark = True
            elif starts_with_mark(d, size, True):
                self.at = size
                self.has_mark = True
                self.big = True

    def run16(self, final: bool) -> None:
        handler = self.handler
        i = self.at
        while i < handler.length():
            left = handler.length() - i
            if left < 2:
                if not final:
                    break
                i = handler.handle(self.out, i, i + left, "truncated data")
                continue
            c = unit_at(handler, i, 2, self.big)
            if c < 0xD800 or c >= 0xE000:
                self.out.add_char(c)
                i += 2
            elif c >= 0xDC00:
                i = handler.handle(self.out, i, i + 2, "illegal encoding")
            elif left < 4:
                if not final:
                    break
                i = handler.handle(self.out, i, i + left, "unexpected end of data")
            else:
                low = unit_at(handler, i + 2, 2, self.big)
                if 0xDC00 <= low < 0xE000:
                    self.out.add_char(0x10000 + ((c & 0x3FF) << 10 | low & 0x3FF))
                    i += 4
                else:
                    i = handler.handle(self.out, i, i + 2, "illegal UTF-16 surrogate")
        self.at = i

    def run32(self, final: bool) -> None:
        handler = self.handler
        i = self.at
        while i < handler.length():
            left = handler.length() - i
            if left < 4:
                if not final:
                    break
                i = handler.handle(self.out, i, i + left, "truncated data")
                continue
            c = unit_at(handler, i, 4, self.big)
            if 0xD800 <= c < 0xE000:
                i = handler.handle(self.out, i, i + 4, "code point in surrogate code point range(0xd800, 0xe000)")
            elif c > 0x10FFFF:
                i = handler.handle(self.out, i, i + 4, "code point not in range(0x110000)")
            else:
                self.out.add_char(c)
                i += 4
        self.at = i


def decode_utf16(d: arr[u8], errors: W_Str, order: int, name: W_Str) -> W_Str:
    decoder = WideDecoder(d, errors, name)
    decoder.skip_mark(order, 2)
    decoder.run16(True)
    return decoder.out.build()


def decode_utf32(d: arr[u8], errors: W_Str, order: int, name: W_Str) -> W_Str:
    decoder = WideDecoder(d, errors, name)
    decoder.skip_mark(order, 4)
    decoder.run32(True)
    return decoder.out.build()
