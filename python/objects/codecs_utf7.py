"""utf-7 (RFC 2152): ascii, with other characters as utf-16 in base 64 between `+` and `-`."""

from python.objects.codec_errors import DecodeErrors
from python.objects.str_ import W_Str
from python.rlib.builder import ByteBuilder
from python.rlib.text import StrBuilder
from python.rpython import Final, arr, u8

DIGITS: Final = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"
# Characters that stand for themselves when encoding, beside letters and digits.
DIRECT: Final = "\t\n\r !\"#$%&'()*,-./:;<=>?@[]^_`{|}"


def is_letter_or_digit(c: int) -> bool:
    return 65 <= c <= 90 or 97 <= c <= 122 or 48 <= c <= 57


def is_base64(c: int) -> bool:
    return is_letter_or_digit(c) or c == 43 or c == 47


def digit_of(c: int) -> int:
    if c >= 97:
        return c - 71
    if c >= 65:
        return c - 65
    if c >= 48:
        return c + 4
    return 62 if c == 43 else 63


def is_direct(c: int) -> bool:
    if is_letter_or_digit(c):
        return True
    for i in range(len(DIRECT)):
        if DIRECT.char_at(i) == c:
            return True
    return False


def encode_utf7(s: W_Str) -> arr[u8]:
    out = ByteBuilder(int(s.length) + 16)
    shifted = False
    bits = 0
    count = 0  # of bits that wait for a digit
    for i in range(s.length):
        c = s.char_at(i)
        if is_direct(c):
            if shifted:
                if count > 0:
                    out.add_byte(DIGITS.char_at(bits << (6 - count) & 63))
                if is_base64(c) or c == 45:
                    out.add_byte(45)
                shifted = False
            out.add_byte(c)
            continue
        if not shifted:
            out.add_byte(43)
            if c == 43:
                out.add_byte(45)
                continue
            shifted = True
            bits = 0
            count = 0
        if c >= 0x10000:
            bits = bits << 16 | 0xD800 + ((c - 0x10000) >> 10)
            count = add_digits(out, bits, count + 16)
            bits = bits & 63
            c = 0xDC00 + (c & 0x3FF)
        bits = bits << 16 | c
        count = add_digits(out, bits, count + 16)
        bits = bits & 63
    if shifted:
        if count > 0:
            out.add_byte(DIGITS.char_at(bits << (6 - count) & 63))
        out.add_byte(45)
    return out.build()


def add_digits(out: ByteBuilder, bits: int, count: int) -> int:
    """Writes the whole digits; how many bits are left."""
    while count >= 6:
        count -= 6
        out.add_byte(DIGITS.char_at(bits >> count & 63))
    return count


class Utf7Decoder:
    """`at` is behind the last byte used: with `final` false a sequence that is not closed is left."""

    out: StrBuilder
    handler: DecodeErrors
    at: int = 0
    bits: int = 0
    count: int = 0
    high: int = 0  # the first half of a surrogate pair

    def __init__(self, d: arr[u8], errors: W_Str) -> None:
        self.out = StrBuilder(len(d))
        self.handler = DecodeErrors(d, "utf7", errors)

    def run(self, final: bool) -> None:
        handler = self.handler
        i = 0
        while i < handler.length():
            c = handler.byte(i)
            if c == 43:
                next = self.shifted(i, final)
                if next < 0:
                    self.at = i
                    return
                i = next
            elif c >= 128:
                i = handler.handle(self.out, i, i + 1, "unexpected special character")
            else:
                self.out.add_char(c)
                i += 1
        self.at = i

    def shifted(self, start: int, final: bool) -> int:
        """A sequence that begins with `+`; -1: it goes on behind what is there."""
        handler = self.handler
        mark = self.out.length
        self.bits = 0
        self.count = 0
        self.high = 0
        i = start + 1
        if i < handler.length() and handler.byte(i) == 45:
            self.out.add_char(43)
            return i + 1
        while i < handler.length() and is_base64(handler.byte(i)):
            self.take_digit(digit_of(handler.byte(i)))
            i += 1
        if i == handler.length():
            if not final:
                self.out.length = mark
                return -1
            if self.high != 0 or self.count >= 6 or (self.count > 0 and self.rest_is_set()):
                return handler.handle(self.out, start, i, "unterminated shift sequence")
            return i
        c = handler.byte(i)
        if i == start + 1:
            return handler.handle(self.out, start, i + 1, "ill-formed sequence")
        if self.count >= 6:
            return handler.handle(self.out, start, i + 1, "partial character in shift sequence")
        if self.count > 0 and self.rest_is_set():
            return handler.handle(self.out, start, i + 1, "non-zero padding bits in base64 sequence")
        if self.high != 0:
            self.out.add_char(self.high)
        return i + 1 if c == 45 else i

    def rest_is_set(self) -> bool:
        return self.bits & ((1 << self.count) - 1) != 0

    def take_digit(self, digit: int) -> None:
        self.bits = (self.bits << 6 | digit) & 0xFFFFFFFF
        self.count += 6
        if self.count < 16:
            return
        self.count -= 16
        unit = self.bits >> self.count & 0xFFFF
        high = self.high
        self.high = 0
        if high != 0:
            if 0xDC00 <= unit < 0xE000:
                self.out.add_char(0x10000 + ((high & 0x3FF) << 10 | unit & 0x3FF))
                return
            self.out.add_char(high)
        if 0xD800 <= unit < 0xDC00:
            self.high = unit
        else:
            self.out.add_char(unit)
