"""Ends of lines: universal newlines when decoding, and where a line of text ends."""

from python.interpreter.attributes import get_attr
from python.interpreter.calling import call, call_method0, call_method1
from python.interpreter.errors import type_error, value_error
from python.interpreter.operation import int_of, is_true, repr_w
from python.objects.base import W_Object
from python.objects.dict_ import W_Dict
from python.objects.bytes_ import new_bytes
from python.objects.int_ import W_AbstractInt, W_Int
from python.objects.singletons import w_None
from python.objects.str_ import W_Str
from python.objects.tuple_ import W_Tuple, new_tuple
from python.objects.type_ import W_Type, type_name
from python.objects.usermixin import UserMixin
from python.objects.str_ import exact_str
from python.rlib.strsearch import find_char, find_units, units_as
from python.rlib.text import StrBuilder, unit_get
from python.rpython import Final, arr, builtin, getset, pytype, typeof, u8

MODULE: Final = "_io"
SEEN_CR: Final = 1
SEEN_LF: Final = 2
SEEN_CRLF: Final = 4


class NewlineState:
    """Universal newlines of text that arrives in pieces."""

    translate: bool
    pending_cr: bool = False
    seen: int = 0

    def __init__(self, translate: bool) -> None:
        self.translate = translate

    def reset(self) -> None:
        self.seen = 0
        self.pending_cr = False

    def process(self, text: str, final: bool) -> str:
        """A \\r at the end waits for what follows, unless this is the end."""
        if self.pending_cr and (final or len(text) > 0):
            text = "\r" + text
            self.pending_cr = False
        n = int(len(text))
        if n > 0 and not final and text.char_at(n - 1) == 13:
            n -= 1
            text = text.slice(0, n)
            self.pending_cr = True
        if find_char(text.data, text.kind, 0, n, 13) < 0:
            if self.seen & SEEN_LF == 0 and find_char(text.data, text.kind, 0, n, 10) >= 0:
                self.seen = self.seen | SEEN_LF
            return exact_str(text)
        return self.with_returns(text)

    def with_returns(self, text: str) -> str:
        n = int(len(text))
        out = StrBuilder(n)
        start = 0
        i = 0
        while i < n:
            c = text.char_at(i)
            i += 1
            if c == 10:
                self.seen = self.seen | SEEN_LF
            elif c == 13:
                end = i
                if i < n and text.char_at(i) == 10:
                    self.seen = self.seen | SEEN_CRLF
                    i += 1
                else:
                    self.seen = self.seen | SEEN_CR
                out.add_slice(text, start, end - 1)
                out.add_char(10)
                start = i
        if not self.translate:
            return exact_str(text)
        out.add_slice(text, start, n)
        return out.build()

    def w_seen(self) -> W_Object:
        """`newlines`: what has been met, None, a string or a tuple."""
        found = arr[W_Object](3)
        n = 0
        if self.seen & SEEN_CR != 0:
            found[n] = "\r"
            n += 1
        if self.seen & SEEN_LF != 0:
            found[n] = "\n"
            n += 1
        if self.seen & SEEN_CRLF != 0:
            found[n] = "\r\n"
            n += 1
        if n == 0:
            return w_None
        if n == 1:
            return found[0]
        if n == 2:
            return new_tuple([found[0], found[1]])
        return new_tuple(found)


class LineEnds:
    """The meaning of a stream's `newline` argument."""

    universal: bool  # \r and \r\n end lines too
    translate: bool  # ... and are read as \n
    terminator: str  # of lines, when not universal
    written: str  # what \n is written as

    def __init__(self, w_newline: W_Object) -> None:
        self.universal = w_newline is w_None
        self.translate = w_newline is w_None
        self.terminator = "\n"
        self.written = "\n"
        if isinstance(w_newline, W_Str):
            self.universal = len(w_newline) == 0
            if len(w_newline) > 0:
                self.terminator = exact_str(w_newline)
                self.written = self.terminator

    def find(self, d: arr[u8], kind: int, start: int, end: int) -> int:
        """Index behind the first line end within the units; -1: there is none."""
        if self.universal and not self.translate:
            return self.find_any(d, kind, start, end)
        if len(self.terminator) == 1:
            at = find_char(d, kind, start, end, self.terminator.char_at(0))
            return -1 if at < 0 else at + 1
        at = find_units(d, kind, start, end, units_as(self.terminator, kind), len(self.terminator))
        return -1 if at < 0 else at + int(len(self.terminator))

    def find_any(self, d: arr[u8], kind: int, start: int, end: int) -> int:
        i = start
        while i < end:
            c = unit_get(d, kind, i)
            i += 1
            if c == 10:
                return i
            if c == 13:
                if i < end and unit_get(d, kind, i) == 10:
                    return i + 1
                return i
        return -1


def check_newline(w_newline: W_Object, quoted: bool) -> None:
    if w_newline is w_None:
        return
    if not isinstance(w_newline, W_Str):
        raise type_error(f"newline must be str or None, not {type_name(w_newline)}")
    text = w_newline
    if not (len(text) == 0 or text == "\n" or text == "\r" or text == "\r\n"):
        shown = repr_w(text) if quoted else text
        raise value_error(f"illegal newline value: {shown}")


@pytype("_io.IncrementalNewlineDecoder")
class W_IncrementalNewlineDecoder(W_Object):
    """Codec used when reading a file in universal newlines mode.

    It wraps another incremental decoder, translating \\r\\n and \\r into \\n.
    It also records the types of newlines encountered.  When used with
    translate=False, it ensures that the newline sequence is returned in
    one piece. When used with decoder=None, it expects unicode strings as
    decode input and translates newlines without first invoking an external
    decoder."""

    w_decoder: W_Object
    w_errors: W_Object
    state: NewlineState

    def __init__(self) -> None:
        self.w_decoder = w_None
        self.w_errors = "strict"
        self.state = NewlineState(False)

    @builtin("__new__", static=True)
    def descr_new(w_type: W_Type, *args: arr[W_Object], **kwargs: W_Dict) -> W_Object:
        if w_type is typeof(W_IncrementalNewlineDecoder):
            return W_IncrementalNewlineDecoder()
        w_result = W_NewlineDecoderUser()
        w_result.init_user(w_type)
        return w_result

    @builtin("__init__")
    def descr_init(self, decoder: W_Object, translate: bool, errors: W_Object = "strict") -> None:
        self.w_decoder = decoder
        self.w_errors = errors
        self.state = NewlineState(translate)

    @builtin
    def decode(self, input: W_Object, final: bool = False) -> W_Object:
        w_text = input
        if self.w_decoder is not w_None:
            w_text = call(get_attr(self.w_decoder, "decode"), [input, W_Int(int(final))])
        if not isinstance(w_text, W_Str):
            raise type_error(f"decoder should return a string result, not '{type_name(w_text)}'")
        return self.state.process(w_text, final)

    @builtin
    def getstate(self) -> W_Object:
        w_buffer: W_Object = new_bytes(b"")
        flags = 0
        if self.w_decoder is not w_None:
            w_state = call_method0(self.w_decoder, "getstate")
            if not isinstance(w_state, W_Tuple) or len(w_state.items) != 2:
                raise type_error("illegal decoder state")
            w_buffer = w_state.items[0]
            flags = int_of(w_state.items[1])
        return new_tuple([w_buffer, W_Int(flags << 1 | int(self.state.pending_cr))])

    @builtin
    def setstate(self, state: W_Object, /) -> None:
        if not isinstance(state, W_Tuple):
            raise type_error("state argument must be a tuple")
        if len(state.items) != 2 or not isinstance(state.items[1], W_AbstractInt):
            raise type_error("setstate(): illegal state argument")
        flags = int_of(state.items[1])
        self.state.pending_cr = flags & 1 != 0
        if self.w_decoder is not w_None:
            call_method1(self.w_decoder, "setstate", new_tuple([state.items[0], W_Int(flags >> 1)]))

    @builtin
    def reset(self) -> None:
        self.state.reset()
        if self.w_decoder is not w_None:
            call_method0(self.w_decoder, "reset")

    @getset
    def newlines(self) -> W_Object:
        return self.state.w_seen()


class W_NewlineDecoderUser(UserMixin, W_IncrementalNewlineDecoder):
    pass
