"""_io.TextIOWrapper: text over a buffered binary stream. Positions are in io_cookie.py."""

from python.interpreter.attributes import find_attr, get_attr, set_attr
from python.interpreter.calling import call_method0, call_method1, call_method2
from python.interpreter.errors import OperationError, attribute_error_msg, new_error, type_error, value_error
from python.interpreter.iteration import next_or_stop
from python.interpreter.operation import int_of, is_true, repr_w, wrap_bool
from python.modules.io_base import W_TextIOBase
from python.modules.io_buffered import W_Buffered
from python.modules.io_codec import NewlineDecoder, TextDecoder, TextEncoder, new_decoder
from python.modules.io_cookie import seek_text, tell_text
from python.modules.io_exit import open_writers
from python.modules.io_newlines import LineEnds, check_newline
from python.modules.io_readwrite import W_BufferedRandom, W_BufferedReader, W_BufferedWriter
from python.modules.io_support import finalize, closed_error, is_closed, optional_size, os_failure, unsupported
from python.objects.base import W_Object
from python.objects.buffer import buffer_or_none
from python.objects.bytes_ import W_Bytes, new_bytes
from python.objects.dict_ import W_Dict
from python.objects.exceptions.base import W_ValueError
from python.objects.flags import HAS_DICT
from python.objects.int_ import W_AbstractInt, W_Int
from python.objects.singletons import w_None
from python.objects.str_ import W_Str
from python.objects.type_ import W_Type, type_name
from python.rlib.builder import ByteBuilder
from python.rlib.strsearch import find_char, str_replace
from python.rlib.text import StrBuilder, concat2
from python.rpython import Final, arr, builtin, getset, pytype, setter, typeof, u8

MODULE: Final = "_io"
LOCALE_ENCODING: Final = "UTF-8"
CHUNK: Final = 8192


def text_option(name: str, w_value: W_Object, default: str) -> str:
    if w_value is w_None:
        return default
    if not isinstance(w_value, W_Str):
        raise type_error(f"TextIOWrapper() argument '{name}' must be str or None, not {type_name(w_value)}")
    if w_value.find("\0") >= 0:
        raise value_error("embedded null character")
    return w_value


@pytype("_io.TextIOWrapper", base=W_TextIOBase, flags=HAS_DICT)
class W_TextIOWrapper(W_TextIOBase):
    """Character and line based layer over a BufferedIOBase object, buffer.

    encoding gives the name of the encoding that the stream will be
    decoded or encoded with. It defaults to locale.getencoding().

    errors determines the strictness of encoding and decoding (see
    help(codecs.Codec) or the documentation for codecs.register) and
    defaults to "strict".

    newline controls how line endings are handled. It can be None, '',
    '\\n', '\\r', and '\\r\\n'.

    If line_buffering is True, a call to flush is implied when a call to
    write contains a newline character."""

    w_buffer: W_Object | None = None
    buffered: W_Buffered | None = None  # the buffer, if it is one of ours and no subclass
    is_detached: bool = False
    encoding_name: str = ""
    error_mode: str = "strict"
    w_newline: W_Object
    ends: LineEnds
    flushes_lines: bool = False
    writes_through: bool = False
    is_seekable: bool = False
    is_telling: bool = False
    has_read1: bool = False
    encoder: TextEncoder | None = None
    decoder: TextDecoder | None = None
    pending: ByteBuilder  # encoded, not yet handed on
    chars: str = ""  # decoded; `chars[used:]` is not yet read
    used: int = 0
    # Where `chars` came from: the decoder's flags before, and the bytes decoded since. For `tell`.
    has_snapshot: bool = False
    snapshot_flags: int = 0
    snapshot_input: arr[u8]
    bytes_per_char: float = 1.0
    chunk_size: int = CHUNK
    finalizing: bool = False

    def __init__(self, w_type: W_Type) -> None:
        super().__init__(w_type)
        self.w_newline = w_None
        self.ends = LineEnds(w_None)
        self.pending = ByteBuilder(0)
        self.snapshot_input = b""

    def gettypeobject(self) -> W_Type:
        return self.own_shape().w_type

    @builtin("__new__", static=True)
    def descr_new(w_type: W_Type, *args: arr[W_Object], **kwargs: W_Dict) -> W_Object:
        w_stream = W_TextIOWrapper(w_type)
        finalize(w_stream, w_type)
        return w_stream

    @builtin("__init__")
    def descr_init(
        self, buffer: W_Object, encoding: W_Object = w_None, errors: W_Object = w_None, newline: W_Object = w_None,
        line_buffering: bool = False, write_through: bool = False,
    ) -> None:
        self.w_buffer = None
        self.is_detached = False
        name = text_option("encoding", encoding, LOCALE_ENCODING)
        if name == "locale":
            name = LOCALE_ENCODING
        mode = text_option("errors", errors, "strict")
        check_newline(newline, False)
        self.flushes_lines = line_buffering
        self.writes_through = write_through
        self.pending = ByteBuilder(256)
        self.forget_chars()
        self.buffered = None
        kind = buffer.gettypeobject()
        if kind is typeof(W_BufferedReader) or kind is typeof(W_BufferedWriter) or kind is typeof(W_BufferedRandom):
            if isinstance(buffer, W_Buffered):
                self.buffered = buffer
                buffer.has_keeper = buffer.can_write()
        self.set_codec(buffer, name, mode, newline)
        self.has_read1 = self.buffered is not None or find_attr(buffer, "read1") is not None
        self.is_seekable = is_true(call_method0(buffer, "seekable"))
        self.is_telling = self.is_seekable
        self.w_buffer = buffer
        encoder = self.encoder
        if encoder is not None:
            open_writers.add(self)
            if self.is_seekable and encoder.codec == 0 and int_of(call_method0(buffer, "tell")) != 0:
                encoder.at_start(False)

    def set_codec(self, w_buffer: W_Object, name: str, mode: str, w_newline: W_Object) -> None:
        self.decoder = None
        self.encoder = None
        self.encoding_name = name
        self.error_mode = mode
        self.w_newline = w_newline
        self.ends = LineEnds(w_newline)
        if is_true(call_method0(w_buffer, "readable")):
            decoder = new_decoder(name, mode)
            if self.ends.universal:
                decoder = NewlineDecoder(decoder, self.ends.translate)
            self.decoder = decoder
        if is_true(call_method0(w_buffer, "writable")):
            self.encoder = TextEncoder(name, mode)
        if self.decoder is None and self.encoder is None:
            new_decoder(name, mode)

    # State.

    def stream(self) -> W_Object:
        w_buffer = self.w_buffer
        if w_buffer is None:
            if self.is_detached:
                raise value_error("underlying buffer has been detached")
            raise value_error("I/O operation on uninitialized object")
        return w_buffer

    def check_open(self) -> W_Object:
        w_buffer = self.stream()
        buffered = self.buffered
        if buffered is not None:
            if buffered.is_shut():
                raise closed_error()
        elif is_closed(w_buffer):
            raise closed_error()
        return w_buffer

    def decoding(self) -> TextDecoder:
        decoder = self.decoder
        if decoder is None:
            raise unsupported("not readable")
        return decoder

    def forget_chars(self) -> None:
        self.chars = ""
        self.used = 0
        self.has_snapshot = False
        self.snapshot_input = b""

    # Writing.

    def has_plain_write(self) -> bool:
        """Whether `stream.write` is what the class here has."""
        return self.gettypeobject() is typeof(W_TextIOWrapper) and self.attr_get("write") is None

    @builtin
    def write(self, text: W_Object, /) -> W_Object:
        if not isinstance(text, W_Str):
            raise type_error(f"write() argument must be str, not {type_name(text)}")
        self.write_text(text)
        return W_Int(len(text))

    def write_text(self, text: str) -> None:
        self.check_open()
        encoder = self.encoder
        if encoder is None:
            raise unsupported("not writable")
        flush = self.flushes_lines and has_line_end(text)
        written = self.ends.written
        if len(written) != 1 or written.char_at(0) != 10:
            text = str_replace(text, "\n", written, -1)
        encoder.encode_into(self.pending, text)
        if flush or self.writes_through or self.pending.length >= self.chunk_size:
            self.push_pending()
            if flush:
                self.flush_buffer()
        decoder = self.decoder
        if decoder is not None:
            self.forget_chars()
            decoder.reset()

    def push_pending(self) -> None:
        n = self.pending.length
        if n == 0:
            return
        data = self.pending.data
        # Whatever becomes of the bytes, they are not written twice.
        self.pending.length = 0
        buffered = self.buffered
        if buffered is not None:
            buffered.check_shut("write to closed file")
            buffered.put(data, 0, n)
            return
        self.pending = ByteBuilder(256)
        bytes = ByteBuilder(n)
        bytes.add_slice(data, 0, n)
        call_method1(self.stream(), "write", new_bytes(bytes.build()))

    def flush_buffer(self) -> None:
        buffered = self.buffered
        if buffered is not None and buffered.can_write():
            buffered.flush_all()
        else:
            call_method0(self.stream(), "flush")

    @builtin
    def flush(self) -> W_Object:
        self.check_open()
        self.is_telling = self.is_seekable
        self.push_pending()
        return call_method0(self.stream(), "flush")

    # Reading.

    def read_chunk(self, hint: int) -> bool:
        """Decodes some more; False at the end."""
        decoder = self.decoding()
        waiting: arr[u8] = b""
        flags = 0
        if self.is_telling:
            waiting = decoder.state_bytes()
            flags = decoder.state_flags()
        size = self.chunk_size
        if hint > 0:
            size = max(size, int(self.bytes_per_char * float(hint)))
        data = self.next_bytes(size)
        n = int(len(data))
        if self.is_telling:
            input = ByteBuilder(int(len(waiting)) + n)
            input.add(waiting)
            input.add(data)
            self.snapshot_flags = flags
            self.snapshot_input = input.build()
            self.has_snapshot = True
        self.chars = decoder.decode(data, n == 0)
        self.used = 0
        if len(self.chars) == 0:
            self.bytes_per_char = 0.0
            return n > 0
        self.bytes_per_char = float(n) / float(int(len(self.chars)))
        return True

    def next_bytes(self, size: int) -> arr[u8]:
        buffered = self.buffered
        if buffered is not None:
            buffered.check_shut("read of closed file")
            if buffered.ahead_left() == 0:
                buffered.push_pending()
                if buffered.fill() <= 0:
                    return b""
            return buffered.take_ahead(min(size, buffered.ahead_left()))
        method = "read1" if self.has_read1 else "read"
        w_data = call_method1(self.stream(), method, W_Int(size))
        data = buffer_or_none(w_data)
        if data is None:
            raise type_error(f"underlying {method}() should have returned a bytes-like object, not '{type_name(w_data)}'")
        copy = ByteBuilder(int(len(data)))
        copy.add(data)
        return copy.build()

    def rest(self) -> str:
        text = self.chars.slice(self.used, len(self.chars))
        self.used = int(len(self.chars))
        return text

    @builtin
    def read(self, size: W_Object = w_None, /) -> W_Object:
        limit = optional_size(size)
        w_buffer = self.check_open()
        decoder = self.decoding()
        self.push_pending()
        if limit < 0:
            return self.read_all(w_buffer, decoder)
        out = StrBuilder(min(limit, 65536))
        while out.length < limit:
            n = min(int(len(self.chars)) - self.used, limit - out.length)
            if n > 0:
                out.add_slice(self.chars, self.used, self.used + n)
                self.used += n
            elif not self.read_chunk(limit - out.length):
                break
        return out.build()

    def read_all(self, w_buffer: W_Object, decoder: TextDecoder) -> W_Object:
        w_data = call_method0(w_buffer, "read")
        data = buffer_or_none(w_data)
        if data is None:
            raise type_error(f"underlying read() should have returned a bytes object, not '{type_name(w_data)}'")
        copy = ByteBuilder(int(len(data)))
        copy.add(data)
        text = decoder.decode(copy.build(), True)
        first = self.rest()
        if self.has_snapshot:
            self.forget_chars()
        return concat2(first, text)

    @builtin
    def readline(self, size: int = -1, /) -> W_Object:
        self.check_open()
        return self.read_line(size)

    def read_line(self, limit: int) -> str:
        self.push_pending()
        chars = self.chars
        found = self.ends.find(chars.data, chars.kind, self.used, len(chars))
        if found >= 0 and (limit < 0 or found - self.used <= limit):
            start = self.used
            self.used = found
            return chars.slice(start, found)
        return self.read_long_line(limit)

    def read_long_line(self, limit: int) -> str:
        """A line that reaches into what has not been decoded yet, or beyond the limit."""
        out = StrBuilder(64)
        while True:
            chars = self.chars
            n = int(len(chars))
            found = self.ends.find(chars.data, chars.kind, self.used, n)
            end = found if found >= 0 else n
            if limit >= 0 and out.length + end - self.used >= limit:
                end = self.used + limit - out.length
                out.add_slice(chars, self.used, end)
                self.used = end
                return out.build()
            if found >= 0:
                out.add_slice(chars, self.used, end)
                self.used = end
                return out.build()
            # Half a line end stays, to be looked at together with what follows.
            if len(self.ends.terminator) == 2 and n > self.used and chars.char_at(n - 1) == self.ends.terminator.char_at(0):
                end -= 1
            out.add_slice(chars, self.used, end)
            self.used = end
            more = self.next_chars() if end == n else self.add_chunk()
            if not more:
                out.add_slice(self.chars, self.used, len(self.chars))
                self.forget_chars()
                return out.build()

    def next_chars(self) -> bool:
        """Further characters; False at the end."""
        while self.read_chunk(0):
            if len(self.chars) > 0:
                return True
        return False

    def add_chunk(self) -> bool:
        """Reads on, keeping the characters that are there."""
        chars = self.chars
        used = self.used
        flags = self.snapshot_flags
        input = self.snapshot_input
        waiting = int(len(self.decoding().state_bytes())) if self.is_telling else 0
        more = self.read_chunk(0)
        self.chars = concat2(chars, self.chars)
        self.used = used
        if self.has_snapshot:
            both = ByteBuilder(int(len(input)) + int(len(self.snapshot_input)))
            both.add(input)
            both.add_slice(self.snapshot_input, waiting, int(len(self.snapshot_input)) - waiting)
            self.snapshot_input = both.build()
            self.snapshot_flags = flags
        return more

    def iter_next(self) -> W_Object | None:
        if self.gettypeobject() is not typeof(W_TextIOWrapper):
            return self.iter_through_method()
        self.check_open()
        self.is_telling = False
        line = self.read_line(-1)
        if len(line) == 0:
            self.end_iteration()
            return None
        return line

    def end_iteration(self) -> None:
        self.has_snapshot = False
        self.is_telling = self.is_seekable

    def iter_through_method(self) -> W_Object | None:
        self.check_open()
        self.is_telling = False
        w_line = call_method0(self, "readline")
        if not isinstance(w_line, W_Str):
            raise os_failure(f"readline() should have returned a str object, not '{type_name(w_line)}'")
        if len(w_line) == 0:
            self.end_iteration()
            return None
        return w_line

    @builtin("__next__")
    def descr_next(self) -> W_Object:
        return next_or_stop(self.iter_next())

    # Position.

    @builtin
    def tell(self) -> W_Object:
        """Return the stream position as an opaque number.

        The return value of tell() can be given as input to seek(), to restore a
        previous stream position."""
        return tell_text(self)

    @builtin
    def seek(self, cookie: W_Object, whence: int = 0, /) -> W_Object:
        """Set the stream position, and return the new stream position."""
        return seek_text(self, cookie, whence)

    @builtin
    def truncate(self, pos: W_Object = w_None, /) -> W_Object:
        w_buffer = self.check_open()
        call_method0(self, "flush")
        return call_method1(w_buffer, "truncate", pos)

    # The stream.

    @builtin
    def close(self) -> None:
        w_buffer = self.stream()
        if is_closed(w_buffer):
            return
        try:
            call_method0(self, "flush")
        finally:
            call_method0(w_buffer, "close")

    @builtin
    def detach(self) -> W_Object:
        w_buffer = self.stream()
        call_method0(self, "flush")
        buffered = self.buffered
        if buffered is not None:
            buffered.has_keeper = False
        self.w_buffer = None
        self.buffered = None
        self.is_detached = True
        return w_buffer

    @builtin
    def fileno(self) -> W_Object:
        return call_method0(self.stream(), "fileno")

    @builtin
    def seekable(self) -> W_Object:
        return call_method0(self.stream(), "seekable")

    @builtin
    def readable(self) -> W_Object:
        return call_method0(self.stream(), "readable")

    @builtin
    def writable(self) -> W_Object:
        return call_method0(self.stream(), "writable")

    @builtin
    def isatty(self) -> W_Object:
        return call_method0(self.stream(), "isatty")

    @builtin
    def reconfigure(
        self, *, encoding: W_Object = w_None, errors: W_Object = w_None, newline: W_Object | None = None,
        line_buffering: W_Object = w_None, write_through: W_Object = w_None,
    ) -> None:
        """Reconfigure the text stream with new parameters.

        This also does an implicit stream flush."""
        changes = encoding is not w_None or errors is not w_None or newline is not None
        if changes and self.decoder is not None and (self.has_snapshot or len(self.chars) > 0):
            raise unsupported("It is not possible to set the encoding or newline of stream after the first read")
        check_option("encoding", encoding)
        check_option("errors", errors)
        if newline is not None:
            check_newline(newline, False)
        self.check_open()
        call_method0(self, "flush")
        if changes:
            self.change_codec(encoding, errors, self.w_newline if newline is None else newline)
        if line_buffering is not w_None:
            self.flushes_lines = is_true(line_buffering)
        if write_through is not w_None:
            self.writes_through = is_true(write_through)

    def change_codec(self, w_encoding: W_Object, w_errors: W_Object, w_newline: W_Object) -> None:
        name = self.encoding_name
        mode = self.error_mode
        if isinstance(w_encoding, W_Str):
            name = LOCALE_ENCODING if w_encoding == "locale" else w_encoding
            mode = "strict"
        if isinstance(w_errors, W_Str):
            mode = w_errors
        self.set_codec(self.stream(), name, mode, w_newline)

    @getset
    def buffer(self) -> W_Object:
        w_buffer = self.w_buffer
        if w_buffer is None:
            return self.stream()
        return w_buffer

    @getset
    def closed(self) -> W_Object:
        return get_attr(self.stream(), "closed")

    @getset
    def name(self) -> W_Object:
        return get_attr(self.stream(), "name")

    @getset
    def encoding(self) -> W_Object:
        return self.encoding_name

    @getset
    def errors(self) -> W_Object:
        return self.error_mode

    @getset
    def newlines(self) -> W_Object:
        decoder = self.decoder
        return w_None if decoder is None else decoder.w_newlines()

    @getset
    def line_buffering(self) -> bool:
        return self.flushes_lines

    @getset
    def write_through(self) -> bool:
        return self.writes_through

    @getset("_CHUNK_SIZE")
    def get_chunk_size(self) -> int:
        return self.chunk_size

    @setter("_CHUNK_SIZE")
    def set_chunk_size(self, w_value: W_Object) -> None:
        n = int_of(w_value)
        if n <= 0:
            raise value_error("a strictly positive integer is required")
        self.chunk_size = n

    @getset("_finalizing")
    def get_finalizing(self) -> bool:
        return self.finalizing

    @setter("_finalizing")
    def set_finalizing(self, w_value: W_Object) -> None:
        self.finalizing = is_true(w_value)

    @builtin("__getstate__")
    def descr_getstate(self) -> W_Object:
        raise type_error(f"cannot pickle '{self.gettypeobject().name}' instances")

    @builtin("__repr__")
    def descr_repr(self) -> str:
        text = f"<{type_name(self)}"
        w_name = self.shown("name")
        if w_name is not None:
            text = f"{text} name={repr_w(w_name)}"
        w_mode = self.shown("mode")
        if w_mode is not None:
            text = f"{text} mode={repr_w(w_mode)}"
        return f"{text} encoding={repr_w(self.encoding_name)}>"

    def shown(self, name: str) -> W_Object | None:
        try:
            return find_attr(self, name)
        except OperationError as e:
            if not e.match(typeof(W_ValueError)):
                raise e
        return None


def check_option(name: str, w_value: W_Object) -> None:
    if w_value is not w_None and not isinstance(w_value, W_Str):
        raise type_error(f"reconfigure() argument '{name}' must be str or None, not {type_name(w_value)}")


def has_line_end(text: str) -> bool:
    n = int(len(text))
    return find_char(text.data, text.kind, 0, n, 10) >= 0 or find_char(text.data, text.kind, 0, n, 13) >= 0
