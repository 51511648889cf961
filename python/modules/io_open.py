"""_io: text files over descriptors, the standard streams and open(). Buffered binary files come with the rest of `_io`."""

from python.rpython import Final, arr, arr_copy, builtin, builtin_function, getset, i32, pytype, u8
from python.externs import fs_close, fs_isatty, fs_open, fs_read, fs_write
from python.importing.files import path_bytes
from python.interpreter.errors import OperationError, type_error, value_error
from python.interpreter.events import check_signals
from python.interpreter.iteration import next_or_stop
from python.interpreter.operation import index_int, is_true, repr_w
from python.modules.os_error import os_error
from python.objects.base import W_Object
from python.objects.codecs import decode_bytes, encode_str
from python.objects.int_ import W_AbstractInt, W_Int
from python.objects.list_ import new_list
from python.objects.module_ import W_Module
from python.objects.singletons import w_None
from python.objects.str_ import W_Str
from python.objects.type_ import type_name
from python.rlib.builder import ByteBuilder
from python.rlib.text import StrBuilder

MODULE: Final = "_io"
BUFFER_SIZE: Final = 131072
EINTR: Final = 4
O_WRONLY: Final = 1
O_RDWR: Final = 2
O_CREAT: Final = 64
O_EXCL: Final = 128
O_TRUNC: Final = 512
O_APPEND: Final = 1024
UTF8_NAMES: Final = "utf-8"


@pytype("_io.TextIOWrapper")
class W_TextFile(W_Object):
    """Character and line based layer over a file descriptor."""

    fd: i32
    w_name: W_Object
    mode: str
    encoding_name: str
    error_mode: str
    line_buffered: bool
    write_through: bool
    pending: ByteBuilder  # written, not yet delivered
    input: str  # decoded, not yet read
    at: int
    ended: bool = False
    is_closed: bool = False
    rest: arr[u8]  # bytes of a character that is not complete

    def __init__(self, fd: i32, w_name: W_Object, mode: str, encoding: str, errors: str) -> None:
        self.fd = fd
        self.w_name = w_name
        self.mode = mode
        self.encoding_name = encoding
        self.error_mode = errors
        self.line_buffered = False
        self.write_through = False
        self.pending = ByteBuilder(256)
        self.input = ""
        self.at = 0
        self.rest = arr[u8](0)

    def check_open(self) -> None:
        if self.is_closed:
            raise value_error("I/O operation on closed file.")

    # Writing.

    @builtin
    def write(self, text: W_Object, /) -> int:
        """Write string s to stream.

        Return the number of characters written
        (which is always equal to the length of the string)."""
        if not isinstance(text, W_Str):
            raise type_error(f"write() argument must be str, not {type_name(text)}")
        self.check_open()
        if self.mode == "r":
            raise unsupported("not writable")
        self.pending.add(encode_str(text, self.encoding_name, self.error_mode))
        if self.write_through or self.pending.length >= BUFFER_SIZE:
            self.deliver()
        elif self.line_buffered and text.find("\n") >= 0:
            self.deliver()
        return len(text)

    def deliver(self) -> None:
        if self.pending.length == 0:
            return
        data = self.pending.build()
        self.pending = ByteBuilder(256)
        at = 0
        while at < len(data):
            n = fs_write(self.fd, data, i32(at), i32(len(data) - at))
            if n == -EINTR:
                check_signals()
            elif n < 0:
                raise os_error(-n, w_None)
            else:
                at += n

    @builtin
    def writelines(self, lines: W_Object, /) -> None:
        """Write a list of lines to stream."""
        w_lines = new_list([])
        w_lines.extend_w(lines)
        for w_line in w_lines.copy_items():
            self.write(w_line)

    @builtin
    def flush(self) -> None:
        """Flush write buffers, if applicable."""
        self.check_open()
        self.deliver()

    # Reading.

    def fill(self) -> bool:
        """Decodes some more input; False at the end."""
        if self.ended:
            return False
        if self.mode == "w":
            raise unsupported("not readable")
        buffer = arr[u8](65536)
        n = 0
        while True:
            n = int(fs_read(self.fd, buffer, 0, 65536))
            if n != -EINTR:
                break
            check_signals()
        if n < 0:
            raise os_error(-n, w_None)
        data = arr[u8](len(self.rest) + n)
        arr_copy(self.rest, 0, data, 0, len(self.rest))
        arr_copy(buffer, 0, data, len(self.rest), n)
        keep = 0
        if n > 0:
            keep = incomplete_tail(data)
        else:
            self.ended = True
        whole = arr[u8](len(data) - keep)
        arr_copy(data, 0, whole, 0, len(whole))
        self.rest = arr[u8](keep)
        arr_copy(data, len(whole), self.rest, 0, keep)
        text = decode_bytes(whole, self.encoding_name, self.error_mode)
        self.input = self.input.slice(self.at, len(self.input)) + universal(text)
        self.at = 0
        return n > 0 or len(text) > 0

    def take(self, n: int) -> str:
        text = self.input.slice(self.at, self.at + n)
        self.at += n
        return text

    def available(self) -> int:
        return len(self.input) - self.at

    @builtin
    def read(self, size: W_Object = w_None, /) -> W_Object:
        """Read at most size characters from stream."""
        self.check_open()
        limit = -1
        if size is not w_None:
            limit = index_int(size)
        while limit < 0 or self.available() < limit:
            if not self.fill():
                break
        n = self.available()
        if limit >= 0:
            n = min(n, limit)
        return self.take(n)

    @builtin
    def readline(self, size: int = -1, /) -> str:
        """Read until newline or EOF.

        Return an empty string if EOF is hit immediately."""
        self.check_open()
        searched = self.at
        while True:
            i = searched
            while i < len(self.input):
                if self.input.char_at(i) == 10:
                    n = i + 1 - self.at
                    if size >= 0:
                        n = min(n, size)
                    return self.take(n)
                i += 1
            if size >= 0 and self.available() >= size:
                return self.take(size)
            seen = self.available()
            if not self.fill():
                return self.take(self.available())
            searched = self.at + seen

    @builtin
    def readlines(self, hint: int = -1, /) -> W_Object:
        """Return a list of lines from the stream."""
        w_lines = new_list([])
        total = 0
        while True:
            line = self.readline()
            if len(line) == 0:
                return w_lines
            w_lines.append_w(line)
            total += len(line)
            if hint > 0 and total >= hint:
                return w_lines

    def iter_next(self) -> W_Object | None:
        line = self.readline()
        if len(line) == 0:
            return None
        return line

    @builtin("__iter__")
    def descr_iter(self) -> W_Object:
        self.check_open()
        return self

    @builtin("__next__")
    def descr_next(self) -> W_Object:
        return next_or_stop(self.iter_next())

    # The file.

    @builtin
    def close(self) -> None:
        """Flush and close the IO object.

        This method has no effect if the file is already closed."""
        if self.is_closed:
            return
        self.deliver()
        self.is_closed = True
        fs_close(self.fd)

    @builtin("__enter__")
    def descr_enter(self) -> W_Object:
        self.check_open()
        return self

    @builtin("__exit__")
    def descr_exit(self, *args: arr[W_Object]) -> None:
        self.close()

    @builtin
    def fileno(self) -> int:
        """Return underlying file descriptor if one exists."""
        self.check_open()
        return self.fd

    @builtin
    def isatty(self) -> bool:
        """Return whether this is an 'interactive' stream."""
        self.check_open()
        return fs_isatty(self.fd)

    @builtin
    def readable(self) -> bool:
        """Return whether object was opened for reading."""
        return self.mode != "w"

    @builtin
    def writable(self) -> bool:
        """Return whether object was opened for writing."""
        return self.mode != "r"

    @builtin
    def seekable(self) -> bool:
        """Return whether object supports random access."""
        return False

    @builtin
    def reconfigure(
        self,
        *,
        encoding: W_Object = w_None,
        errors: W_Object = w_None,
        newline: W_Object = w_None,
        line_buffering: W_Object = w_None,
        write_through: W_Object = w_None,
    ) -> None:
        """Reconfigure the text stream with new parameters.

        This also does an implicit stream flush."""
        self.deliver()
        if isinstance(encoding, W_Str):
            self.encoding_name = encoding
        if isinstance(errors, W_Str):
            self.error_mode = errors
        if line_buffering is not w_None:
            self.line_buffered = is_true(line_buffering)
        if write_through is not w_None:
            self.write_through = is_true(write_through)

    @getset
    def closed(self) -> bool:
        return self.is_closed

    @getset
    def name(self) -> W_Object:
        return self.w_name

    @getset
    def encoding(self) -> str:
        return self.encoding_name

    @getset
    def errors(self) -> str:
        return self.error_mode

    @getset
    def newlines(self) -> W_Object:
        return w_None

    @getset
    def line_buffering(self) -> bool:
        return self.line_buffered

    @builtin("__repr__")
    def descr_repr(self) -> str:
        return f"<_io.TextIOWrapper name={repr_w(self.w_name)} mode={repr_w(self.mode)} encoding={repr_w(self.encoding_name)}>"


def unsupported(message: str) -> OperationError:
    return value_error(message)


def incomplete_tail(data: arr[u8]) -> int:
    """Bytes at the end that begin a UTF-8 character without finishing it."""
    n = int(len(data))
    back = 1
    while back <= 3 and back <= n:
        byte = int(data[n - back])
        if byte >= 0xC0:
            need = 2
            if byte >= 0xF0:
                need = 4
            elif byte >= 0xE0:
                need = 3
            return back if need > back else 0
        if byte < 0x80:
            return 0
        back += 1
    return 0


def universal(text: str) -> str:
    """Line ends as \\n."""
    if text.find("\r") < 0:
        return text
    out = StrBuilder(int(len(text)))
    i = 0
    while i < len(text):
        char = text.char_at(i)
        i += 1
        if char == 13:
            char = 10
            if i < len(text) and text.char_at(i) == 10:
                i += 1
        out.add_char(char)
    return out.build()


def open_stdio(w_sys: W_Module, unbuffered: bool) -> None:
    """sys.stdin, sys.stdout and sys.stderr."""
    w_stdin = W_TextFile(0, "<stdin>", "r", UTF8_NAMES, "strict")
    w_stdout = W_TextFile(1, "<stdout>", "w", UTF8_NAMES, "strict")
    w_stdout.line_buffered = fs_isatty(1)
    w_stdout.write_through = unbuffered
    w_stderr = W_TextFile(2, "<stderr>", "w", UTF8_NAMES, "backslashreplace")
    w_stderr.line_buffered = True
    w_stderr.write_through = unbuffered
    w_sys.attr_set("stdin", w_stdin)
    w_sys.attr_set("stdout", w_stdout)
    w_sys.attr_set("stderr", w_stderr)
    w_sys.attr_set("__stdin__", w_stdin)
    w_sys.attr_set("__stdout__", w_stdout)
    w_sys.attr_set("__stderr__", w_stderr)


def open_flags(mode: str) -> int:
    if mode == "w":
        return O_WRONLY | O_CREAT | O_TRUNC
    if mode == "a":
        return O_WRONLY | O_CREAT | O_APPEND
    if mode == "x":
        return O_WRONLY | O_CREAT | O_EXCL
    return 0


@builtin_function("open")
def io_open(
    file: W_Object, mode: str = "r", buffering: int = -1, encoding: W_Object = w_None, errors: W_Object = w_None,
    newline: W_Object = w_None, closefd: bool = True, opener: W_Object = w_None,
) -> W_Object:
    """Open file and return a stream.  Raise OSError upon failure."""
    kind = ""
    for i in range(len(mode)):
        letter = mode.slice(i, i + 1)
        if letter == "r" or letter == "w" or letter == "a" or letter == "x":
            if len(kind) > 0:
                raise value_error("must have exactly one of create/read/write/append mode")
            kind = letter
        elif letter == "b" or letter == "+":
            raise value_error(f"open(): mode {repr_w(mode)} is not supported by this interpreter yet")
        elif letter != "t":
            raise value_error(f"invalid mode: {repr_w(mode)}")
    if len(kind) == 0:
        raise value_error("Must have exactly one of create/read/write/append mode and at most one plus")
    name = UTF8_NAMES
    if isinstance(encoding, W_Str):
        name = encoding
    error_mode = "strict"
    if isinstance(errors, W_Str):
        error_mode = errors
    if isinstance(file, W_AbstractInt):
        return W_TextFile(i32(file.as_int()), file, "r" if kind == "r" else "w", name, error_mode)
    if not isinstance(file, W_Str):
        raise type_error(f"expected str, bytes or os.PathLike object, not {type_name(file)}")
    fd = fs_open(path_bytes(file), i32(open_flags(kind)), 438)
    if fd < 0:
        raise os_error(-fd, file)
    return W_TextFile(i32(fd), file, "r" if kind == "r" else "w", name, error_mode)


def init_module(w_module: W_Module) -> None:
    w_module.attr_set("DEFAULT_BUFFER_SIZE", W_Int(BUFFER_SIZE))
