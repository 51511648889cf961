"""_io: open() and the standard streams."""

from python.externs import fs_fstat, fs_isatty, fs_write, proc_exit
from python.importing.files import S_IFDIR, S_IFMT
from python.interpreter.attributes import set_attr
from python.interpreter.calling import call_method0
from python.interpreter.errors import OperationError, type_error, value_error
from python.interpreter.operation import repr_w
from python.modules.io_exit import open_writers
from python.modules.io_fileio import W_FileIO
from python.modules.io_readwrite import W_BufferedRWPair, W_BufferedRandom, W_BufferedReader, W_BufferedWriter
from python.modules.io_bytesio import W_BytesIO
from python.modules.io_base import W_BufferedIOBase, W_IOBase, W_RawIOBase, W_TextIOBase
from python.modules.io_newlines import W_IncrementalNewlineDecoder
from python.modules.io_stringio import W_StringIO
from python.modules.io_support import DEFAULT_BUFFER_SIZE, w_UnsupportedOperation
from python.modules.io_text import W_TextIOWrapper
from python.modules.posix_path import fspath
from python.modules.warnings_ import issue_warning
from python.objects.base import W_Object
from python.objects.exceptions.hierarchy import w_BlockingIOError, w_RuntimeWarning
from python.objects.int_ import W_AbstractInt, W_Int
from python.objects.module_ import W_Module
from python.objects.singletons import w_False, w_None
from python.objects.str_ import W_Str
from python.objects.type_ import type_name
from python.rlib.text import StrBuilder
from python.rpython import Final, arr, builtin_function, finalizer_register, i32, typeof

MODULE: Final = "_io"
BIGGEST_BLOCK: Final = 8388608


class OpenMode:
    """The letters of open()'s mode."""

    raw: str = ""  # those that FileIO understands
    binary: bool = False
    text: bool = False
    updating: bool = False
    reading: bool = False

    def parse(self, mode: str) -> None:
        seen = StrBuilder(8)
        raw = StrBuilder(8)
        kinds = 0
        for i in range(len(mode)):
            letter = mode.slice(i, i + 1)
            if seen.build().find(letter) >= 0:
                raise value_error(f"invalid mode: {repr_w(mode)}")
            seen.add(letter)
            match letter:
                case "r" | "w" | "x" | "a":
                    kinds += 1
                    raw.add(letter)
                    self.reading = letter == "r"
                case "+":
                    self.updating = True
                    raw.add(letter)
                case "b":
                    self.binary = True
                case "t":
                    self.text = True
                case _:
                    raise value_error(f"invalid mode: {repr_w(mode)}")
        if self.binary and self.text:
            raise value_error("can't have text and binary mode at once")
        if kinds > 1:
            raise value_error("must have exactly one of create/read/write/append mode")
        self.raw = raw.build()

    def check_binary(self, w_encoding: W_Object, w_errors: W_Object, w_newline: W_Object) -> None:
        if not self.binary:
            return
        if w_encoding is not w_None:
            raise value_error("binary mode doesn't take an encoding argument")
        if w_errors is not w_None:
            raise value_error("binary mode doesn't take an errors argument")
        if w_newline is not w_None:
            raise value_error("binary mode doesn't take a newline argument")


def check_text(name: str, w_value: W_Object) -> None:
    if w_value is not w_None and not isinstance(w_value, W_Str):
        raise type_error(f"open() argument '{name}' must be str or None, not {type_name(w_value)}")


def new_file() -> W_FileIO:
    w_raw = W_FileIO(typeof(W_FileIO))
    finalizer_register(w_raw)
    return w_raw


def new_buffer(w_raw: W_Object, mode: OpenMode, size: int) -> W_Object:
    if mode.updating:
        w_random = W_BufferedRandom(typeof(W_BufferedRandom))
        w_random.descr_init(w_raw, size)
        finalizer_register(w_random)
        return w_random
    if mode.reading:
        w_reader = W_BufferedReader(typeof(W_BufferedReader))
        w_reader.descr_init(w_raw, size)
        return w_reader
    w_writer = W_BufferedWriter(typeof(W_BufferedWriter))
    w_writer.descr_init(w_raw, size)
    finalizer_register(w_writer)
    return w_writer


@builtin_function("open")
def io_open(
    file: W_Object, mode: str = "r", buffering: int = -1, encoding: W_Object = w_None, errors: W_Object = w_None,
    newline: W_Object = w_None, closefd: bool = True, opener: W_Object = w_None,
) -> W_Object:
    """Open file and return a stream.  Raise OSError upon failure.

    file is either a text or byte string giving the name (and the path
    if the file isn't in the current working directory) of the file to
    be opened or an integer file descriptor of the file to be
    wrapped. (If a file descriptor is given, it is closed when the
    returned I/O object is closed, unless closefd is set to False.)

    mode is an optional string that specifies the mode in which the file
    is opened. It defaults to 'r' which means open for reading in text
    mode.  Other common values are 'w' for writing (truncating the file if
    it already exists), 'x' for creating and writing to a new file, and
    'a' for appending.  'b' opens a binary file, '+' opens it for
    updating (reading and writing).

    buffering is an optional integer used to set the buffering policy:
    0 switches buffering off (only allowed in binary mode), 1 selects
    line buffering (only usable in text mode), and a greater integer is
    the size of a fixed-size chunk buffer.

    encoding, errors and newline are those of TextIOWrapper and should
    only be used in text mode.

    If closefd is False, the underlying file descriptor will be kept open
    when the file is closed.

    A custom opener can be used by passing a callable as *opener*."""
    check_text("encoding", encoding)
    check_text("errors", errors)
    check_text("newline", newline)
    w_name = file
    if not isinstance(file, W_AbstractInt):
        w_name = fspath(file)
    parsed = OpenMode()
    parsed.parse(mode)
    parsed.check_binary(encoding, errors, newline)
    w_raw = new_file()
    w_raw.descr_init(w_name, parsed.raw, closefd, opener)
    w_result: W_Object = w_raw
    try:
        line_buffering = False
        size = buffering
        if size == 1 and not parsed.binary or size < 0 and fs_isatty(w_raw.fd):
            size = -1
            line_buffering = True
        if size == 1 and parsed.binary:
            issue_warning(
                w_RuntimeWarning,
                "line buffering (buffering=1) isn't supported in binary mode, the default buffer size will be used",
            )
        if size < 0 or size == 1:
            size = max(min(w_raw.block_size, BIGGEST_BLOCK), DEFAULT_BUFFER_SIZE)
        if size == 0:
            if not parsed.binary:
                raise value_error("can't have unbuffered text I/O")
            return w_raw
        w_result = new_buffer(w_raw, parsed, size)
        if parsed.binary:
            return w_result
        w_text = W_TextIOWrapper(typeof(W_TextIOWrapper))
        w_text.descr_init(w_result, encoding, errors, newline, line_buffering, False)
        if not parsed.reading or parsed.updating:
            finalizer_register(w_text)
        w_result = w_text
        set_attr(w_text, "mode", mode)
        return w_text
    except OperationError as e:
        call_method0(w_result, "close")
        raise e


@builtin_function
def open_code(path: W_Object) -> W_Object:
    """Opens the provided file with the intent to import the contents.

    This may perform extra validation beyond open(), but is otherwise interchangeable
    with calling open(path, 'rb')."""
    return io_open(path, "rb")


@builtin_function
def text_encoding(encoding: W_Object, stacklevel: int = 2, /) -> W_Object:
    """A helper function to choose the text encoding.

    When encoding is not None, this function returns it.
    Otherwise, this function returns the default text encoding
    (i.e. "locale" or "utf-8" depends on UTF-8 mode)."""
    if encoding is w_None:
        return "locale"
    return encoding


def init_module(w_module: W_Module) -> None:
    w_module.attr_set("DEFAULT_BUFFER_SIZE", W_Int(DEFAULT_BUFFER_SIZE))
    w_module.attr_set("UnsupportedOperation", w_UnsupportedOperation)
    w_module.attr_set("BlockingIOError", w_BlockingIOError)
    w_module.attr_set("_IOBase", typeof(W_IOBase))
    w_module.attr_set("_RawIOBase", typeof(W_RawIOBase))
    w_module.attr_set("_BufferedIOBase", typeof(W_BufferedIOBase))
    w_module.attr_set("_TextIOBase", typeof(W_TextIOBase))
    w_module.attr_set("FileIO", typeof(W_FileIO))
    w_module.attr_set("BytesIO", typeof(W_BytesIO))
    w_module.attr_set("StringIO", typeof(W_StringIO))
    w_module.attr_set("BufferedReader", typeof(W_BufferedReader))
    w_module.attr_set("BufferedWriter", typeof(W_BufferedWriter))
    w_module.attr_set("BufferedRandom", typeof(W_BufferedRandom))
    w_module.attr_set("BufferedRWPair", typeof(W_BufferedRWPair))
    w_module.attr_set("TextIOWrapper", typeof(W_TextIOWrapper))
    w_module.attr_set("IncrementalNewlineDecoder", typeof(W_IncrementalNewlineDecoder))


# The standard streams.


def standard_stream(fd: int, name: str, mode: str, encoding: str, errors: str, unbuffered: bool) -> W_Object:
    """None if the descriptor is not open."""
    status = arr[int](13)
    if fs_fstat(i32(fd), status) < 0:
        return w_None
    if status[0] & S_IFMT == S_IFDIR:
        # No program could run over it: nothing else is open yet to tell of that.
        message = b"Fatal Python error: init_sys_streams: <stdin> is a directory, cannot continue\n"
        fs_write(2, message, 0, len(message))
        proc_exit(1)
    w_raw = W_FileIO(typeof(W_FileIO))
    w_raw.descr_init(W_Int(fd), mode, False, w_None)
    set_attr(w_raw, "name", name)
    w_buffer: W_Object = w_raw
    parsed = OpenMode()
    parsed.reading = mode == "r"
    if parsed.reading:
        w_buffer = new_standard_reader(w_raw)
    elif not unbuffered:
        w_writer = W_BufferedWriter(typeof(W_BufferedWriter))
        w_writer.descr_init(w_raw, DEFAULT_BUFFER_SIZE)
        w_buffer = w_writer
    w_text = W_TextIOWrapper(typeof(W_TextIOWrapper))
    line_buffering = not unbuffered and (fd == 2 or fs_isatty(i32(fd)))
    w_text.descr_init(w_buffer, encoding, errors, w_None if fd == 0 else "\n", line_buffering, unbuffered and fd != 0)
    set_attr(w_text, "mode", mode)
    return w_text


def new_standard_reader(w_raw: W_FileIO) -> W_Object:
    w_reader = W_BufferedReader(typeof(W_BufferedReader))
    w_reader.descr_init(w_raw, DEFAULT_BUFFER_SIZE)
    return w_reader


def open_stdio(w_sys: W_Module, unbuffered: bool, encoding: str, errors: str) -> None:
    """sys.stdin, sys.stdout and sys.stderr."""
    w_stdin = standard_stream(0, "<stdin>", "r", encoding, errors, False)
    w_stdout = standard_stream(1, "<stdout>", "w", encoding, errors, unbuffered)
    w_stderr = standard_stream(2, "<stderr>", "w", encoding, "backslashreplace", unbuffered)
    w_sys.attr_set("stdin", w_stdin)
    w_sys.attr_set("stdout", w_stdout)
    w_sys.attr_set("stderr", w_stderr)
    w_sys.attr_set("__stdin__", w_stdin)
    w_sys.attr_set("__stdout__", w_stdout)
    w_sys.attr_set("__stderr__", w_stderr)
