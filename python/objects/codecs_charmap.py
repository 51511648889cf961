"""charmap: encodings of one byte a character by a table of the program."""

from python.interpreter.errors import OperationError, type_error
from python.interpreter.operation import getitem
from python.objects.base import W_Object
from python.objects.bytes_ import W_Bytes
from python.objects.codec_errors import DecodeErrors, EncodeErrors
from python.objects.dict_ import W_Dict
from python.objects.exceptions.hierarchy import w_LookupError
from python.objects.flags import FINAL_TYPE, NO_NEW
from python.objects.int_ import W_AbstractInt, W_Int
from python.objects.singletons import w_None
from python.objects.str_ import W_Str
from python.rlib.builder import ByteBuilder
from python.rlib.text import StrBuilder, str_from_char
from python.rpython import Final, arr, builtin, pytype, u8

UNDEFINED: Final = 0xFFFE
REASON: Final = "character maps to <undefined>"
PAGES: Final = 0x110000 >> 8


@pytype("EncodingMap", flags=NO_NEW | FINAL_TYPE)
class W_EncodingMap(W_Object):
    """Of each character the byte, in pages of 256; 0 is that of no character but NUL."""

    pages: arr[arr[u8] | None]
    count: int = 0

    def __init__(self) -> None:
        self.pages = arr[arr[u8] | None](PAGES)

    def enter(self, c: int, byte: int) -> None:
        page = self.pages[c >> 8]
        if page is None:
            page = arr[u8](256)
            self.pages[c >> 8] = page
            self.count += 1
        page[c & 255] = byte

    def find(self, c: int) -> int:
        if c == 0:
            return 0
        page = self.pages[c >> 8]
        if page is None:
            return -1
        byte = int(page[c & 255])
        return -1 if byte == 0 else byte

    @builtin
    def size(self) -> int:
        """Return the size (in bytes) of this object."""
        return 64 + self.count * 256


def build_map(table: W_Str) -> W_Object:
    """`charmap_build`: the inverse of a decoding table."""
    n = min(int(table.length), 256)
    plain = n > 0 and table.char_at(0) == 0
    for i in range(1, n):
        c = table.char_at(i)
        if c == 0 or c > 0xFFFF:
            plain = False
    if not plain:
        w_dict = W_Dict()
        for i in range(n):
            w_dict.setitem(W_Int(table.char_at(i)), W_Int(i))
        return w_dict
    w_map = W_EncodingMap()
    for i in range(1, n):
        c = table.char_at(i)
        if c != UNDEFINED:
            w_map.enter(c, i)
    return w_map


# Encoding.


class CharmapEncoder:
    w_mapping: W_Object
    out: ByteBuilder

    def __init__(self, w_mapping: W_Object, n: int) -> None:
        self.w_mapping = w_mapping
        self.out = ByteBuilder(n)

    def add(self, c: int) -> bool:
        """False: the table has nothing for the character."""
        w_mapping = self.w_mapping
        if isinstance(w_mapping, W_EncodingMap):
            byte = w_mapping.find(c)
            if byte < 0:
                return False
            self.out.add_byte(byte)
            return True
        w_value = look_up(w_mapping, c)
        if w_value is None or w_value is w_None:
            return False
        if isinstance(w_value, W_AbstractInt):
            if not w_value.fits_int() or w_value.as_int() < 0 or w_value.as_int() > 255:
                raise type_error("character mapping must be in range(256)")
            self.out.add_byte(w_value.as_int())
            return True
        if isinstance(w_value, W_Bytes):
            self.out.add(w_value.data)
            return True
        raise type_error(f"character mapping must return integer, bytes or None, not {w_value.gettypeobject().name}")


def look_up(w_mapping: W_Object, c: int) -> W_Object | None:
    try:
        return getitem(w_mapping, W_Int(c))
    except OperationError as e:
        if not e.match(w_LookupError):
            raise e
        return None


def encode_charmap(s: W_Str, errors: W_Str, w_mapping: W_Object) -> arr[u8]:
    n = int(s.length)
    encoder = CharmapEncoder(w_mapping, n)
    handler = EncodeErrors(s, "charmap", errors, REASON)
    i = 0
    while i < n:
        if encoder.add(s.char_at(i)):
            i += 1
            continue
        end = i + 1
        while end < n and not is_mapped(w_mapping, s.char_at(end)):
            end += 1
        i = handler.handle(encoder.out, i, end)
        text = handler.text
        if text is not None:
            for k in range(text.length):
                if not encoder.add(text.char_at(k)):
                    raise handler.strict_error()
    return encoder.out.build()


def is_mapped(w_mapping: W_Object, c: int) -> bool:
    if isinstance(w_mapping, W_EncodingMap):
        return w_mapping.find(c) >= 0
    w_value = look_up(w_mapping, c)
    return w_value is not None and w_value is not w_None


# Decoding.


def decode_charmap(d: arr[u8], errors: W_Str, w_mapping: W_Object) -> W_Str:
    out = StrBuilder(len(d))
    handler = DecodeErrors(d, "charmap", errors)
    i = 0
    while i < handler.length():
        byte = handler.byte(i)
        if isinstance(w_mapping, W_Str):
            c = w_mapping.char_at(byte) if byte < w_mapping.length else UNDEFINED
            good = c != UNDEFINED
            if good:
                out.add_char(c)
        else:
            good = add_decoded(out, w_mapping, byte)
        i = i + 1 if good else handler.handle(out, i, i + 1, REASON)
    return out.build()


def add_decoded(out: StrBuilder, w_mapping: W_Object, byte: int) -> bool:
    w_value = look_up(w_mapping, byte)
    if w_value is None or w_value is w_None:
        return False
    if isinstance(w_value, W_AbstractInt):
        if not w_value.fits_int() or w_value.as_int() < 0 or w_value.as_int() > 0x10FFFF:
            raise type_error("character mapping must be in range(0x110000)")
        if w_value.as_int() == UNDEFINED:
            return False
        out.add_char(w_value.as_int())
        return True
    if isinstance(w_value, W_Str):
        if w_value.length == 1 and w_value.char_at(0) == UNDEFINED:
            return False
        out.add(w_value)
        return True
    raise type_error("character mapping must return integer, None or str")
