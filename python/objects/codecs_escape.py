"""unicode-escape, raw-unicode-escape, and the escapes of byte string literals."""

from python.importing.importer import import_module
from python.interpreter.attributes import get_attr
from python.interpreter.calling import call1
from python.interpreter.errors import OperationError, value_error
from python.objects.codec_errors import DecodeErrors
from python.objects.exceptions.hierarchy import w_KeyError
from python.objects.str_ import W_Str
from python.objects.str_methods import add_escape
from python.rlib.builder import ByteBuilder
from python.rlib.text import StrBuilder, str_eq
from python.objects.codecs import decode_latin1
from python.rlib.list import array_slice
from python.rpython import Final, arr, arr_find8, u8

BACKSLASH: Final = 92


def hex_value(c: int) -> int:
    """-1: no hexadecimal digit."""
    if 48 <= c <= 57:
        return c - 48
    if 97 <= c <= 102:
        return c - 87
    if 65 <= c <= 70:
        return c - 55
    return -1


def simple_escape(c: int) -> int:
    """What a backslash and this character stand for; -1: nothing simple."""
    match c:
        case 92 | 39 | 34:
            return c
        case 98:
            return 8
        case 102:
            return 12
        case 116:
            return 9
        case 110:
            return 10
        case 114:
            return 13
        case 118:
            return 11
        case 97:
            return 7
    return -1


class EscapeDecoder:
    """`at` is behind the last byte used: with `final` false an escape that is not complete is left."""

    out: StrBuilder
    handler: DecodeErrors
    raw: bool
    final: bool
    at: int = 0
    next: int = 0  # behind the escape that was read last

    def __init__(self, d: arr[u8], errors: W_Str, raw: bool, final: bool) -> None:
        self.out = StrBuilder(len(d))
        self.handler = DecodeErrors(d, "rawunicodeescape" if raw else "unicodeescape", errors)
        self.raw = raw
        self.final = final

    def run(self) -> None:
        handler = self.handler
        i = 0
        while i < handler.length():
            c = handler.byte(i)
            if c != BACKSLASH:
                self.out.add_char(c)
                i += 1
                continue
            if not (self.raw_escape(i) if self.raw else self.escape(i)):
                break
            i = self.next
        self.at = i

    def escape(self, start: int) -> bool:
        """False: it is not complete, and more may come."""
        handler = self.handler
        if start + 1 == handler.length():
            if not self.final:
                return False
            self.next = handler.handle(self.out, start, start + 1, "\\ at end of string")
            return True
        c = handler.byte(start + 1)
        self.next = start + 2
        if c == 10:
            return True
        simple = simple_escape(c)
        if simple >= 0:
            self.out.add_char(simple)
            return True
        if 48 <= c <= 55:
            self.octal(start)
            return True
        match c:
            case 120:
                return self.hexadecimal(start, 2, "truncated \\xXX escape")
            case 117:
                return self.hexadecimal(start, 4, "truncated \\uXXXX escape")
            case 85:
                return self.hexadecimal(start, 8, "truncated \\UXXXXXXXX escape")
            case 78:
                return self.named(start)
        self.out.add_char(BACKSLASH)
        self.out.add_char(c)
        return True

    def octal(self, start: int) -> None:
        handler = self.handler
        value = 0
        i = start + 1
        while i < handler.length() and i < start + 4 and 48 <= handler.byte(i) <= 55:
            value = value * 8 + handler.byte(i) - 48
            i += 1
        self.out.add_char(value)
        self.next = i

    def hexadecimal(self, start: int, digits: int, reason: str) -> bool:
        handler = self.handler
        value = 0
        i = start + 2
        while i < handler.length() and i < start + 2 + digits:
            digit = hex_value(handler.byte(i))
            if digit < 0:
                break
            value = value << 4 | digit
            i += 1
        if i < start + 2 + digits:
            if i == handler.length() and not self.final:
                return False
            self.next = handler.handle(self.out, start, i, reason)
        elif value > 0x10FFFF:
            bad = "\\Uxxxxxxxx out of range" if self.raw else "illegal Unicode character"
            self.next = handler.handle(self.out, start, i, bad)
        else:
            self.out.add_char(value)
            self.next = i
        return True

    def named(self, start: int) -> bool:
        """`\\N{name}`"""
        handler = self.handler
        n = handler.length()
        reason = "malformed \\N character escape"
        i = start + 2
        if i == n and not self.final:
            return False
        if i < n and handler.byte(i) == 123:
            end = int(arr_find8(handler.data, i, n, 125))
            if end < 0 or end >= n:
                if not self.final:
                    return False
                i = n
            elif end > i + 1:
                c = char_named(decode_latin1(array_slice(handler.data, i + 1, end - i - 1)))
                if c >= 0:
                    self.out.add_char(c)
                    self.next = end + 1
                    return True
                reason = "unknown Unicode character name"
                i = end + 1
            else:
                i = end + 1
        self.next = handler.handle(self.out, start, i, reason)
        return True

    def raw_escape(self, start: int) -> bool:
        """Of a row of backslashes only an odd last one can begin an escape."""
        handler = self.handler
        if start + 1 == handler.length():
            if not self.final:
                return False
            self.out.add_char(BACKSLASH)
            self.next = start + 1
            return True
        c = handler.byte(start + 1)
        if c == 117:
            return self.hexadecimal(start, 4, "truncated \\uXXXX escape")
        if c == 85:
            return self.hexadecimal(start, 8, "truncated \\UXXXXXXXX escape")
        self.out.add_char(BACKSLASH)
        self.out.add_char(c)
        self.next = start + 2
        return True


def char_named(name: str) -> int:
    """-1: there is no character of this name."""
    try:
        w_char = call1(get_attr(import_module("unicodedata"), "lookup"), name)
    except OperationError as e:
        if not e.match(w_KeyError):
            raise e
        return -1
    if isinstance(w_char, W_Str) and len(w_char) == 1:
        return w_char.char_at(0)
    return -1


def encode_unicode_escape(s: W_Str) -> arr[u8]:
    out = StrBuilder(s.length)
    for i in range(s.length):
        c = s.char_at(i)
        match c:
            case 92:
                out.add("\\\\")
            case 9:
                out.add("\\t")
            case 10:
                out.add("\\n")
            case 13:
                out.add("\\r")
            case _:
                if 32 <= c < 127:
                    out.add_char(c)
                else:
                    add_escape(out, c)
    return out.build().data


def encode_raw_unicode_escape(s: W_Str) -> arr[u8]:
    out = StrBuilder(s.length)
    for i in range(s.length):
        c = s.char_at(i)
        if c < 0x100:
            out.add_char(c)
        else:
            add_escape(out, c)
    return out.build().data


# Byte strings.


def encode_byte_escape(d: arr[u8]) -> arr[u8]:
    out = StrBuilder(len(d))
    for i in range(len(d)):
        c = int(d[i])
        match c:
            case 92:
                out.add("\\\\")
            case 39:
                out.add("\\'")
            case 9:
                out.add("\\t")
            case 10:
                out.add("\\n")
            case 13:
                out.add("\\r")
            case _:
                if 32 <= c < 127:
                    out.add_char(c)
                else:
                    add_escape(out, c)
    return out.build().data


def decode_byte_escape(d: arr[u8], errors: W_Str) -> arr[u8]:
    n = int(len(d))
    out = ByteBuilder(n)
    i = 0
    while i < n:
        c = int(d[i])
        i += 1
        if c != BACKSLASH:
            out.add_byte(c)
            continue
        if i == n:
            raise value_error("Trailing \\ in string")
        c = int(d[i])
        i += 1
        simple = simple_escape(c)
        if simple >= 0:
            out.add_byte(simple)
        elif 48 <= c <= 55:
            value = c - 48
            end = i + 2
            while i < n and i < end and 48 <= d[i] <= 55:
                value = value * 8 + int(d[i]) - 48
                i += 1
            out.add_byte(value & 255)
        elif c == 120:
            i = add_hex_byte(out, d, i, errors)
        elif c != 10:
            out.add_byte(BACKSLASH)
            out.add_byte(c)
    return out.build()


def add_hex_byte(out: ByteBuilder, d: arr[u8], i: int, errors: W_Str) -> int:
    """The two digits behind `\\x`; the index to go on at."""
    n = int(len(d))
    if i + 1 < n:
        high = hex_value(d[i])
        low = hex_value(d[i + 1])
        if high >= 0 and low >= 0:
            out.add_byte(high << 4 | low)
            return i + 2
    if str_eq(errors, "strict"):
        raise value_error(f"invalid \\x escape at position {i - 2}")
    if str_eq(errors, "replace"):
        out.add_byte(63)
    elif not str_eq(errors, "ignore"):
        raise value_error(f"decoding error; unknown error handling code: {errors}")
    if i < n and hex_value(d[i]) >= 0:
        return i + 1
    return i
