"""_io.BytesIO: a file in memory."""

from python.interpreter.attributes import set_attr
from python.interpreter.errors import OperationError, buffer_error, type_error, value_error
from python.interpreter.iteration import iterate, next_or_stop
from python.interpreter.operation import int_of, wrap_bool
from python.modules.io_base import W_BufferedIOBase
from python.modules.io_support import Target, closed_error, optional_size
from python.objects.base import W_Object
from python.objects.buffer import bytes_of_buffer
from python.objects.bytes_ import W_Bytes, new_bytes
from python.objects.dict_ import W_Dict
from python.objects.flags import HAS_DICT, NO_NEW
from python.objects.int_ import W_AbstractInt, W_Int
from python.objects.list_ import new_list
from python.objects.memoryview import W_MemoryView
from python.objects.singletons import w_False, w_None, w_True
from python.objects.tuple_ import W_Tuple, new_tuple
from python.objects.type_ import W_Type, type_name
from python.rlib.list import array_slice
from python.rpython import Final, arr, arr_copy, arr_fill, arr_find8, builtin, getset, pytype, typeof, u8

MODULE: Final = "_io"


@pytype("_io.BytesIO", base=W_BufferedIOBase, flags=HAS_DICT)
class W_BytesIO(W_BufferedIOBase):
    """Buffered I/O implementation using an in-memory bytes buffer."""

    data: arr[u8]  # `data[0 .. size]` is the content; zero behind it
    size: int = 0
    pos: int = 0
    is_shared: bool = False  # `data` is that of a bytes object as well
    is_shut: bool = False
    exports: int = 0

    def __init__(self, w_type: W_Type) -> None:
        super().__init__(w_type)
        self.data = arr[u8](0)

    def gettypeobject(self) -> W_Type:
        return self.own_shape().w_type

    def iter_next(self) -> W_Object | None:
        if self.gettypeobject() is not typeof(W_BytesIO):
            return super().iter_next()
        self.check_open()
        if self.pos >= self.size:
            return None
        return self.take(self.line_length(-1))

    @builtin("__new__", static=True)
    def descr_new(w_type: W_Type, *args: arr[W_Object], **kwargs: W_Dict) -> W_Object:
        w_stream = W_BytesIO(w_type)
        return w_stream

    @builtin("__init__")
    def descr_init(self, initial_bytes: W_Object = w_None) -> None:
        self.check_exports()
        self.pos = 0
        self.is_shut = False
        self.set_content(initial_bytes)

    def set_content(self, w_initial: W_Object) -> None:
        if w_initial is w_None:
            self.data = arr[u8](0)
            self.size = 0
            self.is_shared = False
            return
        data = bytes_of_buffer(w_initial)
        self.is_shared = isinstance(w_initial, W_Bytes)
        self.data = data if self.is_shared else array_slice(data, 0, len(data))
        self.size = len(data)

    def check_open(self) -> None:
        if self.is_shut:
            raise closed_error()

    def check_exports(self) -> None:
        if self.exports > 0:
            raise buffer_error("Existing exports of data: object cannot be re-sized")

    def release_buffer(self) -> None:
        self.exports -= 1

    # Reading.

    def take(self, n: int) -> W_Object:
        start = self.pos
        self.pos = start + n
        if start == 0 and n == len(self.data):
            self.is_shared = True
            return new_bytes(self.data)
        return new_bytes(array_slice(self.data, start, n))

    def left(self, limit: int) -> int:
        """Bytes that a read of at most `limit` gets; negative: no limit."""
        n = max(self.size - self.pos, 0)
        if limit >= 0 and limit < n:
            return limit
        return n

    @builtin
    def read(self, size: W_Object = w_None, /) -> W_Object:
        """Read at most size bytes, returned as a bytes object.

        If the size argument is negative, read until EOF is reached.
        Return an empty bytes object at EOF."""
        limit = optional_size(size)
        self.check_open()
        return self.take_up_to(limit)

    def take_up_to(self, limit: int) -> W_Object:
        n = self.left(limit)
        if n == 0:
            return new_bytes(b"")
        return self.take(n)

    @builtin
    def read1(self, size: W_Object = w_None, /) -> W_Object:
        """Read at most size bytes, returned as a bytes object.

        If the size argument is negative or omitted, read until EOF is reached.
        Return an empty bytes object at EOF."""
        return self.read(size)

    @builtin
    def readinto(self, buffer: W_Object, /) -> W_Object:
        """Read bytes into buffer.

        Returns number of bytes read (0 for EOF), or None if the object
        is set not to block and has no data to read."""
        target = Target("readinto", buffer)
        self.check_open()
        n = self.left(target.size)
        if n > 0:
            target.fill(array_slice(self.data, self.pos, n), 0, n)
            self.pos += n
        target.release()
        return W_Int(n)

    def line_length(self, limit: int) -> int:
        n = self.left(limit)
        if n == 0:
            return 0
        at = int(arr_find8(self.data, self.pos, self.pos + n, 10))
        return n if at < 0 or at >= self.pos + n else at + 1 - self.pos

    @builtin
    def readline(self, size: W_Object = w_None, /) -> W_Object:
        """Next line from the file, as a bytes object.

        Retain newline.  A non-negative size argument limits the maximum
        number of bytes to return (an incomplete line may be returned then).
        Return an empty bytes object at EOF."""
        limit = optional_size(size)
        self.check_open()
        n = self.line_length(limit)
        return new_bytes(b"") if n == 0 else self.take(n)

    @builtin
    def readlines(self, size: W_Object = w_None, /) -> W_Object:
        """List of bytes objects, each a line from the file.

        Call readline() repeatedly and return a list of the lines so read.
        The optional size argument, if given, is an approximate bound on the
        total number of bytes in the lines returned."""
        limit = lines_limit(size)
        self.check_open()
        w_lines = new_list([])
        total = 0
        while True:
            n = self.line_length(-1)
            if n == 0:
                return w_lines
            w_lines.append_w(self.take(n))
            total += n
            if limit > 0 and total >= limit:
                return w_lines

    @builtin("__iter__")
    def descr_iter(self) -> W_Object:
        return self

    @builtin("__next__")
    def descr_next(self) -> W_Object:
        self.check_open()
        n = self.line_length(-1)
        return next_or_stop(None if n == 0 else self.take(n))

    # Writing.

    def own(self, n: int) -> None:
        """Makes the array the stream's own, with room for n bytes."""
        room = int(len(self.data))
        if n <= room and not self.is_shared:
            return
        capacity = max(room, n)
        if n > room and self.size > 0:
            capacity = n + (n >> 3) + 16
        data = arr[u8](capacity)
        arr_copy(self.data, 0, data, 0, self.size)
        self.data = data
        self.is_shared = False

    def put(self, data: arr[u8], start: int, n: int) -> None:
        if n == 0:
            return
        end = self.pos + n
        self.own(end)
        arr_copy(data, start, self.data, self.pos, n)
        self.pos = end
        if end > self.size:
            self.size = end

    @builtin
    def write(self, b: W_Object, /) -> W_Object:
        """Write bytes to file.

        Return the number of bytes written."""
        data = bytes_of_buffer(b)
        self.check_open()
        self.check_exports()
        self.put(data, 0, len(data))
        return W_Int(len(data))

    @builtin
    def writelines(self, lines: W_Object, /) -> None:
        """Write lines to the file.

        Note that newlines are not added.  lines can be any iterable object
        producing bytes-like objects. This is equivalent to calling write() for
        each element."""
        self.check_open()
        w_iter = iterate(lines)
        while True:
            w_line = w_iter.iter_next()
            if w_line is None:
                return
            self.write(w_line)

    @builtin
    def truncate(self, size: W_Object = w_None, /) -> W_Object:
        """Truncate the file to at most size bytes.

        Size defaults to the current file position, as returned by tell().
        The current file position is unchanged.  Returns the new size."""
        self.check_open()
        self.check_exports()
        n = self.pos if size is w_None else int_of(size)
        if n < 0:
            raise value_error(f"negative size value {n}")
        if n < self.size:
            self.own(self.size)
            arr_fill(self.data, n, self.size, 0)
            self.size = n
        return W_Int(n)

    # Position.

    @builtin
    def seek(self, pos: int, whence: int = 0, /) -> W_Object:
        """Change stream position.

        Seek to byte offset pos relative to position indicated by whence:
             0  Start of stream (the default).  pos should be >= 0;
             1  Current position - pos may be negative;
             2  End of stream - pos usually negative.
        Returns the new absolute position."""
        self.check_open()
        if pos < 0 and whence == 0:
            raise value_error(f"negative seek value {pos}")
        at = pos
        if whence == 1:
            at += self.pos
        elif whence == 2:
            at += self.size
        elif whence != 0:
            raise value_error(f"invalid whence ({whence}, should be 0, 1 or 2)")
        self.pos = max(at, 0)
        return W_Int(self.pos)

    @builtin
    def tell(self) -> W_Object:
        """Current file position, an integer."""
        self.check_open()
        return W_Int(self.pos)

    # The whole.

    @builtin
    def getvalue(self) -> W_Object:
        """Retrieve the entire contents of the BytesIO object."""
        self.check_open()
        return self.whole()

    def whole(self) -> W_Object:
        if len(self.data) == self.size and self.exports == 0:
            self.is_shared = True
            return new_bytes(self.data)
        return new_bytes(array_slice(self.data, 0, self.size))

    @builtin
    def getbuffer(self) -> W_Object:
        """Get a read-write view over the contents of the BytesIO object."""
        self.check_open()
        self.own(self.size)
        w_view = W_MemoryView(W_BytesIOBuffer(self), self.data, self.size, False)
        w_view.counted = True
        self.exports += 1
        return w_view

    @builtin
    def close(self) -> None:
        """Disable all I/O operations."""
        self.check_exports()
        self.is_shut = True
        self.data = arr[u8](0)
        self.size = 0
        self.is_shared = False

    @builtin
    def flush(self) -> W_Object:
        """Does nothing."""
        self.check_open()
        return w_None

    @builtin
    def isatty(self) -> W_Object:
        """Always returns False.

        BytesIO objects are not connected to a TTY-like device."""
        self.check_open()
        return w_False

    @builtin
    def readable(self) -> W_Object:
        """Returns True if the IO object can be read."""
        self.check_open()
        return w_True

    @builtin
    def writable(self) -> W_Object:
        """Returns True if the IO object can be written."""
        self.check_open()
        return w_True

    @builtin
    def seekable(self) -> W_Object:
        """Returns True if the IO object can be seeked."""
        self.check_open()
        return w_True

    @getset
    def closed(self) -> W_Object:
        """True if the file is closed."""
        return wrap_bool(self.is_shut)

    @builtin("__sizeof__")
    def descr_sizeof(self) -> int:
        return 112 + int(len(self.data))

    @builtin("__getstate__")
    def descr_getstate(self) -> W_Object:
        self.check_open()
        w_dict = self.getdict()
        w_state: W_Object = w_None
        if w_dict is not None and len(w_dict) > 0:
            w_state = w_dict.copy_dict()
        return new_tuple([self.whole(), W_Int(self.pos), w_state])

    @builtin("__setstate__")
    def descr_setstate(self, state: W_Object, /) -> None:
        if not isinstance(state, W_Tuple) or len(state.items) < 3:
            raise type_error(f"{type_name(self)}.__setstate__ argument should be 3-tuple, got {type_name(state)}")
        self.check_exports()
        self.is_shut = False
        self.set_content(state.items[0])
        w_pos = state.items[1]
        if not isinstance(w_pos, W_AbstractInt):
            raise type_error(f"second item of state must be an integer, not {type_name(w_pos)}")
        if w_pos.sign() < 0:
            raise value_error("position value cannot be negative")
        self.pos = w_pos.as_int()
        restore_attributes(self, state.items[2])


def lines_limit(w_size: W_Object) -> int:
    if w_size is w_None:
        return -1
    if not isinstance(w_size, W_AbstractInt):
        raise type_error(f"integer argument expected, got '{type_name(w_size)}'")
    return int_of(w_size)


def restore_attributes(w_stream: W_Object, w_state: W_Object) -> None:
    """The third item of a stream's state: its attributes."""
    if w_state is w_None:
        return
    if not isinstance(w_state, W_Dict):
        raise type_error(f"third item of state should be a dict, got a {type_name(w_state)}")
    cursor = w_state.cursor()
    w_dict = w_stream.getdict()
    while cursor.advance():
        if w_dict is not None:
            w_dict.setitem(cursor.key(), cursor.value())


@pytype("_io._BytesIOBuffer", flags=NO_NEW)
class W_BytesIOBuffer(W_Object):
    """What a view from getbuffer() belongs to."""

    w_stream: W_BytesIO

    def __init__(self, w_stream: W_BytesIO) -> None:
        self.w_stream = w_stream

    def release_buffer(self) -> None:
        self.w_stream.release_buffer()
