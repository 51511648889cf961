"""_io: the base classes, whose methods say that a stream can do nothing or do it by way of other methods."""

from python.interpreter.attributes import find_attr, get_attr
from python.interpreter.calling import call1, call_method0, call_method1, call_method2
from python.interpreter.errors import OperationError, new_error, not_implemented_error, stop_iteration, type_error, value_error
from python.interpreter.iteration import iterate
from python.interpreter.operation import int_of, is_true, length, wrap_bool
from python.interpreter.type_call import check_abstract
from python.modules.io_support import (
    finalize, DEFAULT_BUFFER_SIZE, Target, closed_error, is_closed, optional_size, os_failure, require, require_open, unsupported,
)
from python.objects.base import W_Object
from python.objects.bytearray_ import W_ByteArray
from python.objects.bytes_ import W_Bytes, new_bytes
from python.objects.dict_ import W_Dict
from python.objects.exceptions.special import W_OSError
from python.objects.flags import HAS_DICT
from python.objects.int_ import W_Int
from python.objects.list_ import new_list
from python.objects.singletons import w_False, w_None
from python.objects.type_ import W_Type, type_name
from python.objects.usermixin import UserMixin
from python.rlib.builder import ByteBuilder
from python.rlib.list import array_slice
from python.rpython import Final, arr, arr_find8, builtin, getset, pytype, typeof, u8

MODULE: Final = "_io"


@pytype("_io._IOBase", flags=HAS_DICT)
class W_IOBase(UserMixin, W_Object):
    """The abstract base class for all I/O classes.

    This class provides dummy implementations for many methods that
    derived classes can override selectively; the default implementations
    represent a file that cannot be read, written or seeked.

    Even though IOBase does not declare read, readinto, or write because
    their signatures will vary, implementations and clients should
    consider those methods part of the interface. Also, implementations
    may raise UnsupportedOperation when operations they do not support are
    called."""

    base_closed: bool = False

    def __init__(self, w_type: W_Type) -> None:
        self.init_user(w_type)

    def gettypeobject(self) -> W_Type:
        return self.own_shape().w_type

    def iter_next(self) -> W_Object | None:
        w_line = call_method0(self, "readline")
        if length(w_line) == 0:
            return None
        return w_line

    def is_kept(self) -> bool:
        """A stream around this one closes it: it must not be closed before what is left to write has been written."""
        return False

    @builtin("__new__", static=True)
    def descr_new(w_type: W_Type, *args: arr[W_Object], **kwargs: W_Dict) -> W_Object:
        check_abstract(w_type)
        w_stream = W_IOBase(w_type)
        finalize(w_stream, w_type)
        return w_stream

    @builtin
    def seek(self, offset: int, whence: int = 0, /) -> W_Object:
        """Change the stream position to the given byte offset."""
        raise unsupported("seek")

    @builtin
    def tell(self) -> W_Object:
        """Return current stream position."""
        return call_method2(self, "seek", W_Int(0), W_Int(1))

    @builtin
    def truncate(self, size: W_Object = w_None, /) -> W_Object:
        """Truncate file to size bytes.

        File pointer is left unchanged. Size defaults to the current IO position
        as reported by tell(). Return the new size."""
        raise unsupported("truncate")

    @builtin
    def flush(self) -> W_Object:
        """Flush write buffers, if applicable.

        This is not implemented for read-only and non-blocking streams."""
        if self.base_closed:
            raise closed_error()
        return w_None

    @builtin
    def close(self) -> None:
        """Flush and close the IO object.

        This method has no effect if the file is already closed."""
        self.close_base()

    def close_base(self) -> None:
        if self.base_closed:
            return
        try:
            call_method0(self, "flush")
        finally:
            self.base_closed = True

    @builtin("__del__")
    def descr_del(self) -> None:
        """Closes a stream that the program has forgotten; errors have nobody to go to."""
        if self.is_kept():
            return
        try:
            if not is_closed(self):
                call_method0(self, "close")
        except OperationError:
            pass

    @builtin
    def seekable(self) -> W_Object:
        """Return whether object supports random access.

        If False, seek(), tell() and truncate() will raise OSError.
        This method may need to do a test seek()."""
        return w_False

    @builtin
    def readable(self) -> W_Object:
        """Return whether object was opened for reading.

        If False, read() will raise OSError."""
        return w_False

    @builtin
    def writable(self) -> W_Object:
        """Return whether object was opened for writing.

        If False, write() will raise OSError."""
        return w_False

    @builtin("_checkClosed")
    def check_closed(self, msg: W_Object = w_None) -> None:
        require_open(self)

    @builtin("_checkSeekable")
    def check_seekable(self, msg: W_Object = w_None) -> bool:
        require(self, "seekable", "seekable")
        return True

    @builtin("_checkReadable")
    def check_readable(self, msg: W_Object = w_None) -> bool:
        require(self, "readable", "readable")
        return True

    @builtin("_checkWritable")
    def check_writable(self, msg: W_Object = w_None) -> bool:
        require(self, "writable", "writable")
        return True

    @builtin
    def fileno(self) -> W_Object:
        """Return underlying file descriptor if one exists.

        Raise OSError if the IO object does not use a file descriptor."""
        raise unsupported("fileno")

    @builtin
    def isatty(self) -> W_Object:
        """Return whether this is an 'interactive' stream.

        Return False if it can't be determined."""
        require_open(self)
        return w_False

    @getset
    def closed(self) -> W_Object:
        return wrap_bool(self.base_closed)

    @builtin("__enter__")
    def descr_enter(self) -> W_Object:
        require_open(self)
        return self

    @builtin("__exit__")
    def descr_exit(self, *args: arr[W_Object]) -> W_Object:
        return call_method0(self, "close")

    @builtin("__iter__")
    def descr_iter(self) -> W_Object:
        require_open(self)
        return self

    @builtin("__next__")
    def descr_next(self) -> W_Object:
        w_line = call_method0(self, "readline")
        if length(w_line) == 0:
            raise stop_iteration(None)
        return w_line

    @builtin
    def readline(self, size: W_Object = w_None, /) -> W_Object:
        """Read and return a line from the stream.

        If size is specified, at most size bytes will be read.

        The line terminator is always b'\\n' for binary files; for text
        files, the newlines argument to open can be used to select the line
        terminator(s) recognized."""
        limit = optional_size(size)
        w_peek = find_attr(self, "peek")
        out = ByteBuilder(64)
        while limit < 0 or out.length < limit:
            ahead = 1
            if w_peek is not None:
                ahead = self.bytes_to_line_end(call1(w_peek, W_Int(1)), limit - out.length, limit >= 0)
            w_part = call_method1(self, "read", W_Int(ahead))
            if not isinstance(w_part, W_Bytes):
                raise not_bytes("read", w_part)
            part = w_part.data
            if len(part) == 0:
                break
            out.add(part)
            if part[len(part) - 1] == 10:
                break
        return new_bytes(out.build())

    def bytes_to_line_end(self, w_ahead: W_Object, left: int, is_limited: bool) -> int:
        """How many of the bytes seen ahead belong to the line; 1 if there are none."""
        if not isinstance(w_ahead, W_Bytes):
            raise not_bytes("peek", w_ahead)
        ahead = w_ahead.data
        if len(ahead) == 0:
            return 1
        end = int(len(ahead))
        if is_limited and left < end:
            end = left
        at = int(arr_find8(ahead, 0, end, 10))
        return end if at < 0 else at + 1

    @builtin
    def readlines(self, hint: W_Object = w_None, /) -> W_Object:
        """Return a list of lines from the stream.

        hint can be specified to control the number of lines read: no more
        lines will be read if the total size (in bytes/characters) of all
        lines so far exceeds hint."""
        limit = line_hint(hint)
        w_lines = new_list([])
        total = 0
        w_iter = iterate(self)
        while True:
            w_line = w_iter.iter_next()
            if w_line is None:
                return w_lines
            w_lines.append_w(w_line)
            if limit > 0:
                total += length(w_line)
                if total > limit:
                    return w_lines

    @builtin
    def writelines(self, lines: W_Object, /) -> None:
        """Write a list of lines to stream.

        Line separators are not added, so it is usual for each of the
        lines provided to have a line separator at the end."""
        require_open(self)
        w_iter = iterate(lines)
        while True:
            w_line = w_iter.iter_next()
            if w_line is None:
                return
            call_method1(self, "write", w_line)


def line_hint(w_hint: W_Object) -> int:
    return optional_size(w_hint)


def not_bytes(method: str, w_got: W_Object) -> OperationError:
    return os_failure(f"{method}() should have returned a bytes object, not '{type_name(w_got)}'")


@pytype("_io._RawIOBase", base=W_IOBase, flags=HAS_DICT)
class W_RawIOBase(W_IOBase):
    """Base class for raw binary I/O."""

    def gettypeobject(self) -> W_Type:
        return self.own_shape().w_type

    @builtin("__new__", static=True)
    def descr_new(w_type: W_Type, *args: arr[W_Object], **kwargs: W_Dict) -> W_Object:
        check_abstract(w_type)
        w_stream = W_RawIOBase(w_type)
        finalize(w_stream, w_type)
        return w_stream

    @builtin
    def read(self, size: W_Object = w_None, /) -> W_Object:
        n = optional_size(size)
        if n < 0:
            return call_method0(self, "readall")
        w_buffer = W_ByteArray(arr[u8](n))
        w_got = call_method1(self, "readinto", w_buffer)
        if w_got is w_None:
            return w_None
        got = int_of(w_got)
        if got < 0 or got > n:
            raise value_error(f"readinto returned {got} outside buffer size {n}")
        return new_bytes(array_slice(w_buffer.data, 0, got))

    @builtin
    def readall(self) -> W_Object:
        """Read until EOF, using multiple read() call."""
        out = ByteBuilder(64)
        while True:
            w_part = call_method1(self, "read", W_Int(DEFAULT_BUFFER_SIZE))
            if w_part is w_None:
                if out.length == 0:
                    return w_None
                break
            if not isinstance(w_part, W_Bytes):
                raise type_error("read() should return bytes")
            if len(w_part.data) == 0:
                break
            out.add(w_part.data)
        return new_bytes(out.build())

    @builtin
    def readinto(self, buffer: W_Object, /) -> W_Object:
        raise not_implemented_error("")

    @builtin
    def write(self, b: W_Object, /) -> W_Object:
        raise not_implemented_error("")


@pytype("_io._BufferedIOBase", base=W_IOBase, flags=HAS_DICT)
class W_BufferedIOBase(W_IOBase):
    """Base class for buffered IO objects.

    The main difference with RawIOBase is that the read() method
    supports omitting the size argument, and does not have a default
    implementation that defers to readinto().

    In addition, read(), readinto() and write() may raise
    BlockingIOError if the underlying raw stream is in non-blocking
    mode and not ready; unlike their raw counterparts, they will never
    return None.

    A typical implementation should not inherit from a RawIOBase
    implementation, but wrap one."""

    def gettypeobject(self) -> W_Type:
        return self.own_shape().w_type

    @builtin("__new__", static=True)
    def descr_new(w_type: W_Type, *args: arr[W_Object], **kwargs: W_Dict) -> W_Object:
        check_abstract(w_type)
        w_stream = W_BufferedIOBase(w_type)
        finalize(w_stream, w_type)
        return w_stream

    @builtin
    def detach(self) -> W_Object:
        """Disconnect this buffer from its underlying raw stream and return it.

        After the raw stream has been detached, the buffer is in an unusable state."""
        raise unsupported("detach")

    @builtin
    def read(self, size: W_Object = w_None, /) -> W_Object:
        """Read and return up to n bytes.

        If the size argument is omitted, None, or negative, read and
        return all data until EOF."""
        raise unsupported("read")

    @builtin
    def read1(self, size: W_Object = w_None, /) -> W_Object:
        """Read and return up to size bytes, with at most one read() call to the underlying raw stream."""
        raise unsupported("read1")

    @builtin
    def write(self, b: W_Object, /) -> W_Object:
        """Write buffer b to the IO stream.

        Return the number of bytes written, which is always
        the length of b in bytes."""
        raise unsupported("write")

    @builtin
    def readinto(self, buffer: W_Object, /) -> W_Object:
        return self.read_into("read", buffer)

    @builtin
    def readinto1(self, buffer: W_Object, /) -> W_Object:
        return self.read_into("read1", buffer)

    def read_into(self, method: str, w_buffer: W_Object) -> W_Object:
        target = Target("readinto" if method == "read" else "readinto1", w_buffer)
        w_part = call_method1(self, method, W_Int(target.size))
        if not isinstance(w_part, W_Bytes):
            target.release()
            raise type_error(f"{method}() should return bytes")
        n = int(len(w_part.data))
        if n > target.size:
            target.release()
            raise value_error(f"{method}() returned too much data: {target.size} bytes requested, {n} returned")
        target.fill(w_part.data, 0, n)
        target.release()
        return W_Int(n)


@pytype("_io._TextIOBase", base=W_IOBase, flags=HAS_DICT)
class W_TextIOBase(W_IOBase):
    """Base class for text I/O.

    This class provides a character and line based interface to stream
    I/O. There is no readinto method because Python's character strings
    are immutable."""

    def gettypeobject(self) -> W_Type:
        return self.own_shape().w_type

    @builtin("__new__", static=True)
    def descr_new(w_type: W_Type, *args: arr[W_Object], **kwargs: W_Dict) -> W_Object:
        check_abstract(w_type)
        w_stream = W_TextIOBase(w_type)
        finalize(w_stream, w_type)
        return w_stream

    @builtin
    def detach(self) -> W_Object:
        """Separate the underlying buffer from the TextIOBase and return it.

        After the underlying buffer has been detached, the TextIO is in an unusable state."""
        raise unsupported("detach")

    @builtin
    def read(self, size: W_Object = w_None, /) -> W_Object:
        """Read at most size characters from stream.

        Read from underlying buffer until we have size characters or we hit EOF.
        If size is negative or omitted, read until EOF."""
        raise unsupported("read")

    @builtin
    def readline(self, size: W_Object = w_None, /) -> W_Object:
        """Read until newline or EOF.

        Return an empty string if EOF is hit immediately.
        If size is specified, at most size characters will be read."""
        raise unsupported("readline")

    @builtin
    def write(self, s: W_Object, /) -> W_Object:
        """Write string s to stream.

        Return the number of characters written
        (which is always equal to the length of the string)."""
        raise unsupported("write")

    @getset
    def encoding(self) -> W_Object:
        """Encoding of the text stream.

        Subclasses should override."""
        return w_None

    @getset
    def newlines(self) -> W_Object:
        """Line endings translated so far.

        Only line endings translated during reading are considered.

        Subclasses should override."""
        return w_None

    @getset
    def errors(self) -> W_Object:
        """The error setting of the decoder or encoder.

        Subclasses should override."""
        return w_None
