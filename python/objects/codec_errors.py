"""Error handling of the codecs: the named handlers of Python, then those of `codecs.register_error`."""

from python.interpreter.attributes import get_attr
from python.interpreter.calling import call1, call2
from python.interpreter.errors import OperationError, index_error, lookup_error, type_error
from python.importing.importer import import_module
from python.objects.base import W_Object
from python.objects.bytes_ import W_Bytes, new_bytes
from python.objects.codec_registry import codec_state
from python.objects.exceptions.unicode import W_UnicodeDecodeError, W_UnicodeEncodeError
from python.objects.int_ import W_AbstractInt, small_or_none
from python.objects.singletons import w_None
from python.objects.str_ import W_Str
from python.objects.str_methods import add_escape
from python.objects.tuple_ import W_Tuple
from python.rlib.builder import ByteBuilder
from python.rlib.text import StrBuilder, int_to_str, str_eq
from python.rpython import Final, arr, typeof, u8


class EncodeErrors:
    """What to do with the characters `s[start:end]` that a codec cannot encode.

    `handle` writes bytes itself or leaves in `text` what the codec shall encode instead, and answers the index
    at which to go on.
    """

    s: Final[W_Str]
    encoding: Final[W_Str]
    errors: Final[W_Str]
    reason: Final[W_Str]
    start: int
    end: int
    text: W_Str | None

    def __init__(self, s: W_Str, encoding: W_Str, errors: W_Str, reason: W_Str) -> None:
        self.s = s
        self.encoding = encoding
        self.errors = errors
        self.reason = reason
        self.start = 0
        self.end = 0
        self.text = None

    def new_exception(self) -> W_UnicodeEncodeError:
        w_exc = W_UnicodeEncodeError(typeof(W_UnicodeEncodeError), arr[W_Object](0))
        w_exc.take(self.encoding, self.s, self.start, self.end, self.reason)
        return w_exc

    def strict_error(self) -> OperationError:
        return OperationError(self.new_exception())

    def handle(self, out: ByteBuilder, start: int, end: int) -> int:
        self.start = start
        self.end = end
        self.text = None
        match self.errors:
            case "strict":
                raise self.strict_error()
            case "ignore":
                return end
            case "replace":
                self.text = repeated_char(63, end - start)
            case "backslashreplace":
                self.text = self.escaped()
            case "xmlcharrefreplace":
                self.text = self.char_references()
            case "namereplace":
                self.text = self.names()
            case "surrogateescape":
                self.escape_surrogates(out)
            case _:
                return self.call_handler(out)
        return end

    def escaped(self) -> W_Str:
        out = StrBuilder(16)
        i = self.start
        while i < self.end:
            add_escape(out, self.s.char_at(i))
            i += 1
        return out.build()

    def char_references(self) -> W_Str:
        out = StrBuilder(16)
        i = self.start
        while i < self.end:
            out.add("&#")
            out.add(int_to_str(self.s.char_at(i)))
            out.add(";")
            i += 1
        return out.build()

    def names(self) -> W_Str:
        out = StrBuilder(16)
        i = self.start
        while i < self.end:
            c = self.s.char_at(i)
            w_name = call2(get_attr(import_module("unicodedata"), "name"), self.s.slice(i, i + 1), w_None)
            if isinstance(w_name, W_Str):
                out.add(f"\\N{{{w_name}}}")
            else:
                add_escape(out, c)
            i += 1
        return out.build()

    def escape_surrogates(self, out: ByteBuilder) -> None:
        i = self.start
        while i < self.end:
            c = self.s.char_at(i)
            if c < 0xDC80 or c > 0xDCFF:
                raise self.strict_error()
            out.add_byte(c - 0xDC00)
            i += 1

    def call_handler(self, out: ByteBuilder) -> int:
        w_result = call1(find_handler(self.errors), self.new_exception())
        if isinstance(w_result, W_Tuple) and len(w_result.items) == 2:
            w_text = w_result.items[0]
            position = handler_position(w_result.items[1], self.s.length)
            if isinstance(w_text, W_Str):
                self.text = w_text
                return position
            if isinstance(w_text, W_Bytes):
                out.add(w_text.data)
                return position
        raise type_error("encoding error handler must return (str/bytes, int) tuple")


class DecodeErrors:
    """The bytes a codec reads, and what to do with those it cannot decode.

    A registered handler may replace the bytes; the codec therefore reads them through this object.
    """

    data: arr[u8]
    encoding: Final[W_Str]
    errors: Final[W_Str]

    def __init__(self, data: arr[u8], encoding: W_Str, errors: W_Str) -> None:
        self.data = data
        self.encoding = encoding
        self.errors = errors

    def length(self) -> int:
        return len(self.data)

    def byte(self, i: int) -> int:
        return self.data[i]

    def new_exception(self, start: int, end: int, reason: W_Str) -> W_UnicodeDecodeError:
        w_exc = W_UnicodeDecodeError(typeof(W_UnicodeDecodeError), arr[W_Object](0))
        w_exc.take(self.encoding, new_bytes(self.data), start, end, reason)
        return w_exc

    def handle(self, out: StrBuilder, start: int, end: int, reason: W_Str) -> int:
        """Deals with `data[start:end]`; the index at which to go on."""
        match self.errors:
            case "strict":
                raise OperationError(self.new_exception(start, end, reason))
            case "ignore":
                return end
            case "replace":
                out.add_char(0xFFFD)
            case "backslashreplace":
                while start < end:
                    add_escape(out, self.byte(start))
                    start += 1
            case "surrogateescape":
                return self.escape(out, start, end, reason)
            case "surrogatepass":
                return self.pass_surrogate(out, start, end, reason)
            case _:
                return self.call_handler(out, start, end, reason)
        return end

    def escape(self, out: StrBuilder, start: int, end: int, reason: W_Str) -> int:
        i = start
        while i < end and self.byte(i) >= 128:
            out.add_char(0xDC00 + self.byte(i))
            i += 1
        if i == start:
            raise OperationError(self.new_exception(start, end, reason))
        return i

    def pass_surrogate(self, out: StrBuilder, start: int, end: int, reason: W_Str) -> int:
        """A surrogate in the form the codec would give it."""
        if str_eq(self.encoding, "utf-8"):
            if start + 3 <= self.length() and self.byte(start) == 0xED:
                second = self.byte(start + 1)
                third = self.byte(start + 2)
                if second >= 0xA0 and second < 0xC0 and (third & 0xC0) == 0x80:
                    out.add_char(0xD000 | (second & 0x3F) << 6 | third & 0x3F)
                    return start + 3
        else:
            c = self.wide_surrogate(start, end)
            if c >= 0:
                out.add_char(c)
                return end
        raise OperationError(self.new_exception(start, end, reason))

    def wide_surrogate(self, start: int, end: int) -> int:
        """The surrogate that stands in 2 or 4 bytes of utf-16 or utf-32; -1: none."""
        if end - start != 2 and end - start != 4:
            return -1
        big = self.encoding.endswith("be")
        c = 0
        k = 0
        while k < end - start:
            i = start + k if big else end - 1 - k
            c = c << 8 | self.byte(i)
            k += 1
        return c if 0xD800 <= c < 0xE000 else -1

    def call_handler(self, out: StrBuilder, start: int, end: int, reason: W_Str) -> int:
        w_exc = self.new_exception(start, end, reason)
        w_result = call1(find_handler(self.errors), w_exc)
        if isinstance(w_result, W_Tuple) and len(w_result.items) == 2:
            w_text = w_result.items[0]
            if isinstance(w_text, W_Str):
                w_object = w_exc.w_object
                if isinstance(w_object, W_Bytes):
                    self.data = w_object.data
                out.add(w_text)
                return handler_position(w_result.items[1], self.length())
        raise type_error("decoding error handler must return (str, int) tuple")


def repeated_char(c: int, n: int) -> W_Str:
    out = StrBuilder(n)
    out.add_repeated(c, n)
    return out.build()


def find_handler(name: W_Str) -> W_Object:
    w_handler = codec_state.w_handlers.get_str(name)
    if w_handler is None:
        raise lookup_error(f"unknown error handler name '{name}'")
    return w_handler


def handler_position(w_position: W_Object, n: int) -> int:
    if not isinstance(w_position, W_AbstractInt):
        raise type_error("an integer is required")
    i = small_or_none(w_position, -1 - n)
    given = i
    if i < 0:
        i += n
    if i < 0 or i > n:
        raise index_error(f"position {given} from error handler out of bounds")
    return i
