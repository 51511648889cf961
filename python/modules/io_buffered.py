"""_io: what the buffered streams over a raw one have in common."""

from python.interpreter.attributes import find_attr, get_attr
from python.interpreter.calling import call_method0, call_method1, call_method2
from python.interpreter.errors import OperationError, new_error, type_error, value_error
from python.interpreter.operation import index_w, int_of, is_true, repr_w
from python.modules.errno_ import strerror
from python.modules.io_base import W_BufferedIOBase
from python.modules.io_fileio import W_FileIO
from python.modules.io_support import DEFAULT_BUFFER_SIZE, Target, is_closed, os_failure, require, unsupported, window
from python.modules.os_error import EAGAIN
from python.objects.base import W_Object
from python.objects.bytes_ import W_Bytes, new_bytes
from python.objects.exceptions.base import W_ValueError
from python.objects.exceptions.hierarchy import w_BlockingIOError
from python.objects.exceptions.special import W_OSError
from python.objects.flags import HAS_DICT
from python.objects.int_ import W_AbstractInt, W_Int
from python.objects.singletons import w_None
from python.objects.type_ import W_Type, type_name
from python.rlib.builder import ByteBuilder
from python.rlib.list import array_slice
from python.rpython import Final, arr, arr_copy, arr_find8, builtin, cold, getset, nonnull, setter, typeof, u8

FIRST_READ: Final = 16384  # a file's first read; each later one is twice as big, up to the buffer's size


@cold
def would_block(written: int) -> OperationError:
    args: arr[W_Object] = [W_Int(EAGAIN), "write could not complete without blocking", W_Int(written)]
    w_exc = W_OSError(w_BlockingIOError, args)
    w_exc.take_args([args[0], args[1]])
    w_exc.args_w = args
    w_exc.w_written = W_Int(written)
    return OperationError(w_exc)


class W_Buffered(W_BufferedIOBase):
    w_raw: W_Object | None = None
    file: W_FileIO | None = None  # the raw stream, if it is a plain FileIO
    is_detached: bool = False
    buffer_size: int = 0
    ahead: arr[u8]  # `ahead[ahead_at : ahead_end]` has been read and not yet asked for
    ahead_at: int = 0
    ahead_end: int = 0
    pending: ByteBuilder  # written and not yet handed on
    finalizing: bool = False
    has_keeper: bool = False

    def __init__(self, w_type: W_Type) -> None:
        super().__init__(w_type)
        self.ahead = arr[u8](0)
        self.pending = ByteBuilder(0)

    def gettypeobject(self) -> W_Type:
        return self.own_shape().w_type

    def is_kept(self) -> bool:
        return self.has_keeper

    def can_write(self) -> bool:
        return False

    def attach(self, w_raw: W_Object, size: int) -> None:
        if size <= 0:
            raise value_error("buffer size must be strictly positive")
        self.w_raw = w_raw
        self.is_detached = False
        self.file = None
        if isinstance(w_raw, W_FileIO) and w_raw.gettypeobject() is typeof(W_FileIO):
            self.file = w_raw
            w_raw.has_keeper = self.can_write()
        self.buffer_size = size
        self.drop_ahead()
        self.pending = ByteBuilder(0)

    # The raw stream.

    def stream(self) -> W_Object:
        w_raw = self.w_raw
        if w_raw is None:
            if self.is_detached:
                raise value_error("raw stream has been detached")
            raise value_error("I/O operation on uninitialized object")
        return w_raw

    def is_shut(self) -> bool:
        w_raw = self.stream()
        file = self.file
        if file is not None:
            return file.fd < 0
        return is_closed(w_raw)

    def check_shut(self, message: str) -> None:
        if self.is_shut():
            raise value_error(message)

    def raw_read(self, into: arr[u8], start: int, n: int) -> int:
        """-1: nothing there yet."""
        file = self.file
        if file is not None:
            file.check_can_read()
            return file.read_some(into, start, n)
        w_view = window(into, start, n, False)
        w_got = call_method1(self.stream(), "readinto", w_view)
        w_view.release_now()
        if w_got is w_None:
            return -1
        if not isinstance(w_got, W_AbstractInt):
            raise os_failure("raw readinto() failed")
        got = int_of(w_got)
        if got < 0 or got > n:
            raise os_failure(f"raw readinto() returned invalid length {got} (should have been between 0 and {n})")
        return got

    def raw_write(self, data: arr[u8], start: int, n: int) -> int:
        """-1: no room yet."""
        file = self.file
        if file is not None:
            file.check_can_write()
            return file.write_some(data, start, n)
        w_view = window(data, start, n, True)
        w_done = call_method1(self.stream(), "write", w_view)
        w_view.release_now()
        if w_done is w_None:
            return -1
        done = int_of(w_done)
        if done < 0 or done > n:
            raise os_failure(f"raw write() returned invalid length {done} (should have been between 0 and {n})")
        return done

    def raw_tell(self) -> int:
        file = self.file
        if file is not None:
            file.check_open()
            return file.seek_to(0, 1)
        at = int_of(call_method0(self.stream(), "tell"))
        if at < 0:
            raise os_failure(f"Raw stream returned invalid position {at}")
        return at

    def raw_seek(self, offset: int, whence: int) -> int:
        file = self.file
        if file is not None:
            file.check_open()
            return file.seek_to(offset, whence)
        at = int_of(call_method2(self.stream(), "seek", W_Int(offset), W_Int(whence)))
        if at < 0:
            raise os_failure(f"Raw stream returned invalid position {at}")
        return at

    # Reading.

    def ahead_left(self) -> int:
        return self.ahead_end - self.ahead_at

    def drop_ahead(self) -> None:
        self.ahead_at = 0
        self.ahead_end = 0

    def fill(self) -> int:
        """Reads ahead, into the empty buffer: how much, 0 at the end, -1 if nothing is there yet."""
        size = self.buffer_size
        if self.file is not None:
            size = min(size, max(FIRST_READ, int(len(self.ahead)) * 2))
        if len(self.ahead) < size:
            self.ahead = arr[u8](size)
        self.drop_ahead()
        got = self.raw_read(self.ahead, 0, size)
        self.ahead_end = max(got, 0)
        return got

    def take_ahead(self, n: int) -> arr[u8]:
        start = self.ahead_at
        self.ahead_at = start + n
        return array_slice(self.ahead, start, n)

    def read_bytes(self, n: int) -> arr[u8] | None:
        """Exactly n unless the stream ends or has nothing yet; null: nothing at all yet."""
        if n <= self.ahead_left():
            return self.take_ahead(n)
        self.push_pending()
        out = arr[u8](n)
        done = self.ahead_left()
        arr_copy(self.ahead, self.ahead_at, out, 0, done)
        self.drop_ahead()
        while done < n:
            left = n - done
            if left >= self.buffer_size:
                got = self.raw_read(out, done, left - left % self.buffer_size)
            else:
                got = self.fill()
            if got <= 0:
                if got < 0 and done == 0:
                    return None
                break
            if self.ahead_left() > 0:
                got = min(self.ahead_left(), left)
                arr_copy(self.ahead, self.ahead_at, out, done, got)
                self.ahead_at += got
            done += got
        return out if done == n else array_slice(out, 0, done)

    def read_rest(self) -> W_Object:
        first = self.take_ahead(self.ahead_left())
        self.push_pending()
        self.drop_ahead()
        file = self.file
        if file is not None:
            file.check_can_read()
            rest = file.read_to_end()
            if rest is None:
                return w_None if len(first) == 0 else new_bytes(first)
            return joined_bytes(first, rest)
        w_raw = self.stream()
        w_readall = find_attr(w_raw, "readall")
        if w_readall is not None:
            w_rest = call_method0(w_raw, "readall")
            return self.rest_of(first, w_rest)
        out = ByteBuilder(int(len(first)) + 64)
        out.add(first)
        while True:
            w_part = call_method0(w_raw, "read")
            if w_part is w_None:
                return w_None if out.length == 0 else new_bytes(out.build())
            if not isinstance(w_part, W_Bytes):
                raise type_error("read() should return bytes")
            if len(w_part.data) == 0:
                return new_bytes(out.build())
            out.add(w_part.data)

    def rest_of(self, first: arr[u8], w_rest: W_Object) -> W_Object:
        if w_rest is w_None:
            return w_None if len(first) == 0 else new_bytes(first)
        if not isinstance(w_rest, W_Bytes):
            raise type_error("readall() should return bytes")
        return joined_bytes(first, w_rest.data)

    def read_line(self, limit: int) -> arr[u8]:
        at = self.line_in_ahead(limit)
        if at >= 0:
            return self.take_ahead(at)
        out = ByteBuilder(256)
        self.push_pending()
        while True:
            n = self.ahead_left()
            if limit >= 0 and out.length + n > limit:
                n = limit - out.length
            out.add_slice(self.ahead, self.ahead_at, n)
            self.ahead_at += n
            if out.length == limit or self.fill() <= 0:
                return out.build()
            n = self.line_in_ahead(limit - out.length if limit >= 0 else -1)
            if n >= 0:
                out.add_slice(self.ahead, self.ahead_at, n)
                self.ahead_at += n
                return out.build()

    def line_in_ahead(self, limit: int) -> int:
        """Length of the line that begins what was read ahead, if it ends there or reaches the limit; else -1."""
        n = self.ahead_left()
        if 0 <= limit <= n:
            n = limit
        end = self.ahead_at + n
        at = int(arr_find8(self.ahead, self.ahead_at, end, 10))
        if 0 <= at < end:
            return at + 1 - self.ahead_at
        return n if n == limit else -1

    def read_into_memory(self, w_buffer: W_Object, once: bool, function: str) -> W_Object:
        target = Target(function, w_buffer)
        self.check_shut("readinto of closed file")
        self.push_pending()
        done = 0
        blocked = False
        while done < target.size:
            n = min(self.ahead_left(), target.size - done)
            if n > 0:
                target.fill(array_slice(self.ahead, self.ahead_at, n), done, n)
                self.ahead_at += n
                done += n
                continue
            if once and done > 0:
                break
            if target.size - done > self.buffer_size:
                n = self.raw_read(target.data, target.start + done, target.size - done)
                done += max(n, 0)
            else:
                n = self.fill()
            if n <= 0:
                blocked = n < 0
                break
            if once and self.ahead_left() == 0:
                break
        target.release()
        if done == 0 and blocked:
            return w_None
        return W_Int(done)

    # Writing.

    def push_pending(self) -> None:
        """Hands on what was written."""
        data = self.pending.data
        end = self.pending.length
        if end == 0:
            return
        at = 0
        try:
            while at < end:
                done = self.raw_write(data, at, end - at)
                if done < 0:
                    raise would_block(0)
                at += done
        finally:
            if at > 0:
                arr_copy(data, at, data, 0, end - at)
                self.pending.length = end - at

    def rewind(self) -> None:
        """The raw stream stands again where the program believes that it stands."""
        left = self.ahead_left()
        self.drop_ahead()
        if left > 0:
            self.raw_seek(-left, 1)

    def put(self, data: arr[u8], start: int, n: int) -> int:
        if self.ahead_left() > 0:
            self.rewind()
        if self.pending.length + n <= self.buffer_size:
            self.pending.add_slice(data, start, n)
            return n
        try:
            self.push_pending()
        except OperationError as e:
            if not e.match(w_BlockingIOError):
                raise e
            room = self.buffer_size - self.pending.length
            if n <= room:
                self.pending.add_slice(data, start, n)
                return n
            self.pending.add_slice(data, start, room)
            raise would_block(room)
        done = 0
        while n - done > self.buffer_size:
            k = self.raw_write(data, start + done, n - done)
            if k < 0:
                self.pending.add_slice(data, start + done, self.buffer_size)
                raise would_block(done + self.buffer_size)
            done += k
        self.pending.add_slice(data, start + done, n - done)
        return n

    def flush_all(self) -> None:
        self.push_pending()
        self.rewind()

    # Methods of all kinds.

    @builtin
    def close(self) -> None:
        w_raw = self.stream()
        if self.is_shut():
            return
        try:
            call_method0(self, "flush")
        finally:
            call_method0(w_raw, "close")

    @builtin
    def flush(self) -> W_Object:
        if not self.can_write():
            return call_method0(self.stream(), "flush")
        self.check_shut("flush of closed file")
        self.flush_all()
        return w_None

    @builtin
    def detach(self) -> W_Object:
        w_raw = self.stream()
        call_method0(self, "flush")
        file = self.file
        if file is not None:
            file.has_keeper = False
        self.w_raw = None
        self.file = None
        self.is_detached = True
        return w_raw

    @builtin
    def seekable(self) -> W_Object:
        return call_method0(self.stream(), "seekable")

    @builtin
    def fileno(self) -> W_Object:
        return call_method0(self.stream(), "fileno")

    @builtin
    def isatty(self) -> W_Object:
        return call_method0(self.stream(), "isatty")

    @builtin
    def tell(self) -> W_Object:
        self.stream()
        return W_Int(max(self.raw_tell() - self.ahead_left() + self.pending.length, 0))

    @builtin
    def seek(self, target: W_Object, whence: int = 0, /) -> W_Object:
        self.stream()
        if whence < 0 or whence > 4:
            raise value_error(f"whence value {whence} unsupported")
        self.check_shut("seek of closed file")
        file = self.file
        if file is None or not file.can_seek():
            require(self.stream(), "seekable", "seekable")
        offset = int_of(target)
        return W_Int(self.seek_to(offset, whence))

    def seek_to(self, offset: int, whence: int) -> int:
        self.push_pending()
        left = self.ahead_left()
        if left > 0 and whence < 2:
            here = self.raw_tell() - left
            wanted = offset if whence == 0 else here + offset
            step = wanted - here
            if -self.ahead_at <= step <= left:
                self.ahead_at += step
                return wanted
        if whence == 1:
            offset -= left
        at = self.raw_seek(offset, whence)
        self.drop_ahead()
        return at

    @builtin
    def truncate(self, pos: W_Object = w_None, /) -> W_Object:
        w_raw = self.stream()
        self.check_shut("truncate of closed file")
        if not self.can_write():
            raise unsupported("truncate")
        self.flush_all()
        return call_method1(w_raw, "truncate", pos)

    @builtin("_dealloc_warn")
    def dealloc_warn(self, source: W_Object, /) -> None:
        """Nothing: unclosed files are no news where nobody counts references."""

    @getset
    def raw(self) -> W_Object:
        w_raw = self.w_raw
        return w_None if w_raw is None else w_raw

    @getset
    def closed(self) -> W_Object:
        return get_attr(self.stream(), "closed")

    @getset
    def name(self) -> W_Object:
        return get_attr(self.stream(), "name")

    @getset
    def mode(self) -> W_Object:
        return get_attr(self.stream(), "mode")

    @getset("_finalizing")
    def get_finalizing(self) -> bool:
        return self.finalizing

    @setter("_finalizing")
    def set_finalizing(self, w_value: W_Object) -> None:
        self.finalizing = is_true(w_value)

    @builtin("__sizeof__")
    def descr_sizeof(self) -> int:
        return 160 + self.buffer_size

    @builtin("__getstate__")
    def descr_getstate(self) -> W_Object:
        raise type_error(f"cannot pickle '{self.gettypeobject().name}' instances")

    @builtin("__repr__")
    def descr_repr(self) -> str:
        w_name: W_Object | None = None
        try:
            w_name = find_attr(self, "name")
        except OperationError as e:
            if not e.match(typeof(W_ValueError)):
                raise e
        if w_name is None:
            return f"<{type_name(self)}>"
        return f"<{type_name(self)} name={repr_w(w_name)}>"


def joined_bytes(first: arr[u8], rest: arr[u8]) -> W_Object:
    if len(first) == 0:
        return new_bytes(rest)
    n = int(len(first))
    whole = arr[u8](n + int(len(rest)))
    arr_copy(first, 0, whole, 0, n)
    arr_copy(rest, 0, whole, n, len(rest))
    return new_bytes(whole)
