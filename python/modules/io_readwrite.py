"""_io.BufferedReader, BufferedWriter, BufferedRandom, BufferedRWPair."""

from python.interpreter.attributes import get_attr
from python.interpreter.calling import call_method0
from python.interpreter.errors import OperationError, type_error, value_error
from python.interpreter.iteration import next_or_stop
from python.interpreter.operation import is_true
from python.modules.io_base import W_BufferedIOBase
from python.modules.io_buffered import W_Buffered
from python.modules.io_exit import open_writers
from python.modules.io_support import finalize, DEFAULT_BUFFER_SIZE, optional_size, require
from python.objects.base import W_Object
from python.objects.buffer import bytes_of_buffer
from python.objects.bytes_ import new_bytes
from python.objects.dict_ import W_Dict
from python.objects.flags import HAS_DICT
from python.objects.int_ import W_Int
from python.objects.singletons import w_None
from python.objects.type_ import W_Type
from python.rlib.list import array_slice
from python.rpython import Final, arr, builtin, getset, mixin, pytype, typeof, u8

MODULE: Final = "_io"


@mixin
class ReadMethods:
    """Of a `W_Buffered` that may be read."""

    @builtin
    def readable(self) -> W_Object:
        return call_method0(self.stream(), "readable")

    @builtin
    def read(self, size: W_Object = w_None, /) -> W_Object:
        n = optional_size(size)
        self.stream()
        if n < -1:
            raise value_error("read length must be non-negative or -1")
        self.check_shut("read of closed file")
        if n < 0:
            return self.read_rest()
        data = self.read_bytes(n)
        return w_None if data is None else new_bytes(data)

    @builtin
    def read1(self, size: int = -1, /) -> W_Object:
        self.stream()
        n = self.buffer_size if size < 0 else size
        self.check_shut("read of closed file")
        if n == 0:
            return new_bytes(b"")
        left = self.ahead_left()
        if left > 0:
            return new_bytes(self.take_ahead(min(n, left)))
        self.push_pending()
        self.drop_ahead()
        buffer = arr[u8](n)
        got = max(self.raw_read(buffer, 0, n), 0)
        return new_bytes(buffer if got == n else array_slice(buffer, 0, got))

    @builtin
    def peek(self, size: int = 0, /) -> W_Object:
        self.stream()
        self.check_shut("peek of closed file")
        if self.can_write():
            self.flush_all()
        if self.ahead_left() == 0:
            self.fill()
        return new_bytes(array_slice(self.ahead, self.ahead_at, self.ahead_left()))

    @builtin
    def readinto(self, buffer: W_Object, /) -> W_Object:
        self.stream()
        return self.read_into_memory(buffer, False, "readinto")

    @builtin
    def readinto1(self, buffer: W_Object, /) -> W_Object:
        self.stream()
        return self.read_into_memory(buffer, True, "readinto1")

    @builtin
    def readline(self, size: W_Object = w_None, /) -> W_Object:
        limit = optional_size(size)
        self.stream()
        self.check_shut("readline of closed file")
        return new_bytes(self.read_line(limit))

    @builtin("__next__")
    def descr_next(self) -> W_Object:
        return next_or_stop(self.iter_next())

    def iter_next(self) -> W_Object | None:
        if self.gettypeobject().is_heap_type():
            return super().iter_next()
        self.check_shut("readline of closed file")
        line = self.read_line(-1)
        return None if len(line) == 0 else new_bytes(line)


@mixin
class WriteMethods:
    """Of a `W_Buffered` that may be written."""

    @builtin
    def writable(self) -> W_Object:
        return call_method0(self.stream(), "writable")

    @builtin
    def write(self, buffer: W_Object, /) -> W_Object:
        data = bytes_of_buffer(buffer)
        self.check_shut("write to closed file")
        return W_Int(self.put(data, 0, len(data)))

    def can_write(self) -> bool:
        return True


@pytype("_io.BufferedReader", base=W_BufferedIOBase, flags=HAS_DICT)
class W_BufferedReader(ReadMethods, W_Buffered):
    """Create a new buffered reader using the given readable raw IO object."""

    def gettypeobject(self) -> W_Type:
        return self.own_shape().w_type

    @builtin("__new__", static=True)
    def descr_new(w_type: W_Type, *args: arr[W_Object], **kwargs: W_Dict) -> W_Object:
        w_stream = W_BufferedReader(w_type)
        finalize(w_stream, w_type)
        return w_stream

    @builtin("__init__")
    def descr_init(self, raw: W_Object, buffer_size: int = DEFAULT_BUFFER_SIZE) -> None:
        self.w_raw = None
        require(raw, "readable", "readable")
        self.attach(raw, buffer_size)


@pytype("_io.BufferedWriter", base=W_BufferedIOBase, flags=HAS_DICT)
class W_BufferedWriter(WriteMethods, W_Buffered):
    """A buffer for a writeable sequential RawIO object.

    The constructor creates a BufferedWriter for the given writeable raw
    stream. If the buffer_size is not given, it defaults to
    DEFAULT_BUFFER_SIZE."""

    def gettypeobject(self) -> W_Type:
        return self.own_shape().w_type

    @builtin("__new__", static=True)
    def descr_new(w_type: W_Type, *args: arr[W_Object], **kwargs: W_Dict) -> W_Object:
        w_stream = W_BufferedWriter(w_type)
        finalize(w_stream, w_type)
        return w_stream

    @builtin("__init__")
    def descr_init(self, raw: W_Object, buffer_size: int = DEFAULT_BUFFER_SIZE) -> None:
        self.w_raw = None
        require(raw, "writable", "writable")
        self.attach(raw, buffer_size)
        open_writers.add(self)


@pytype("_io.BufferedRandom", base=W_BufferedIOBase, flags=HAS_DICT)
class W_BufferedRandom(ReadMethods, WriteMethods, W_Buffered):
    """A buffered interface to random access streams.

    The constructor creates a reader and writer for a seekable stream,
    raw, given in the first argument. If the buffer_size is omitted it
    defaults to DEFAULT_BUFFER_SIZE."""

    def gettypeobject(self) -> W_Type:
        return self.own_shape().w_type

    @builtin("__new__", static=True)
    def descr_new(w_type: W_Type, *args: arr[W_Object], **kwargs: W_Dict) -> W_Object:
        w_stream = W_BufferedRandom(w_type)
        finalize(w_stream, w_type)
        return w_stream

    @builtin("__init__")
    def descr_init(self, raw: W_Object, buffer_size: int = DEFAULT_BUFFER_SIZE) -> None:
        self.w_raw = None
        require(raw, "seekable", "seekable")
        require(raw, "readable", "readable")
        require(raw, "writable", "writable")
        self.attach(raw, buffer_size)
        open_writers.add(self)


@pytype("_io.BufferedRWPair", base=W_BufferedIOBase, flags=HAS_DICT)
class W_BufferedRWPair(W_BufferedIOBase):
    """A buffered reader and writer object together.

    A buffered reader object and buffered writer object put together to
    form a sequential IO object that can read and write. This is typically
    used with a socket or two-way pipe.

    reader and writer are RawIOBase objects that are readable and
    writeable respectively. If the buffer_size is omitted it defaults to
    DEFAULT_BUFFER_SIZE."""

    w_reader: W_BufferedReader | None = None
    w_writer: W_BufferedWriter | None = None

    def gettypeobject(self) -> W_Type:
        return self.own_shape().w_type

    @builtin("__new__", static=True)
    def descr_new(w_type: W_Type, *args: arr[W_Object], **kwargs: W_Dict) -> W_Object:
        w_stream = W_BufferedRWPair(w_type)
        finalize(w_stream, w_type)
        return w_stream

    @builtin("__init__")
    def descr_init(self, reader: W_Object, writer: W_Object, buffer_size: int = DEFAULT_BUFFER_SIZE, /) -> None:
        require(reader, "readable", "readable")
        require(writer, "writable", "writable")
        w_reader = W_BufferedReader(typeof(W_BufferedReader))
        w_reader.descr_init(reader, buffer_size)
        w_writer = W_BufferedWriter(typeof(W_BufferedWriter))
        w_writer.descr_init(writer, buffer_size)
        self.w_reader = w_reader
        self.w_writer = w_writer

    def reading(self) -> W_BufferedReader:
        w_reader = self.w_reader
        if w_reader is None:
            raise value_error("I/O operation on uninitialized object")
        return w_reader

    def writing(self) -> W_BufferedWriter:
        w_writer = self.w_writer
        if w_writer is None:
            raise value_error("I/O operation on uninitialized object")
        return w_writer

    @builtin
    def read(self, size: W_Object = w_None, /) -> W_Object:
        return self.reading().read(size)

    @builtin
    def peek(self, size: int = 0, /) -> W_Object:
        return self.reading().peek(size)

    @builtin
    def read1(self, size: int = -1, /) -> W_Object:
        return self.reading().read1(size)

    @builtin
    def readinto(self, buffer: W_Object, /) -> W_Object:
        return self.reading().readinto(buffer)

    @builtin
    def readinto1(self, buffer: W_Object, /) -> W_Object:
        return self.reading().readinto1(buffer)

    @builtin
    def write(self, buffer: W_Object, /) -> W_Object:
        return self.writing().write(buffer)

    @builtin
    def flush(self) -> W_Object:
        return self.writing().flush()

    @builtin
    def readable(self) -> W_Object:
        return self.reading().readable()

    @builtin
    def writable(self) -> W_Object:
        return self.writing().writable()

    @builtin
    def close(self) -> None:
        try:
            self.writing().close()
        finally:
            self.reading().close()

    @builtin
    def isatty(self) -> W_Object:
        w_result = self.writing().isatty()
        if is_true(w_result):
            return w_result
        return self.reading().isatty()

    @getset
    def closed(self) -> W_Object:
        return get_attr(self.writing(), "closed")
