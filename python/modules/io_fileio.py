"""_io.FileIO: a descriptor as a raw stream."""

from python.externs import fs_close, fs_fstat, fs_isatty, fs_seek, fs_truncate
from python.importing.files import S_IFDIR, S_IFMT
from python.interpreter.attributes import find_attr, set_attr
from python.interpreter.calling import call2
from python.interpreter.errors import OperationError, overflow_error, type_error, value_error
from python.interpreter.operation import int_of, is_true, repr_w, wrap_bool
from python.modules.io_base import W_RawIOBase
from python.modules.io_support import finalize, DEFAULT_BUFFER_SIZE, Target, optional_size, unsupported
from python.modules.os_error import EAGAIN, EISDIR, os_error
from python.modules.posix_fd import open_fd, read_fd, write_fd
from python.modules.posix_path import fs_bytes
from python.modules.warnings_ import issue_warning
from python.objects.base import W_Object
from python.objects.bool_ import W_Bool
from python.objects.exceptions.hierarchy import w_RuntimeWarning
from python.objects.buffer import bytes_of_buffer
from python.objects.bytes_ import new_bytes
from python.objects.dict_ import W_Dict
from python.objects.flags import HAS_DICT
from python.objects.int_ import W_AbstractInt, W_Int
from python.objects.singletons import w_False, w_None, w_True
from python.objects.type_ import W_Type, type_name
from python.rlib.builder import ByteBuilder
from python.rlib.list import array_slice
from python.rpython import Final, arr, builtin, getset, i32, pytype, setter, typeof, u8

O_RDONLY: Final = 0
O_WRONLY: Final = 1
O_RDWR: Final = 2
O_CREAT: Final = 64
O_EXCL: Final = 128
O_TRUNC: Final = 512
O_APPEND: Final = 1024
O_CLOEXEC: Final = 524288
NEW_FILE_MODE: Final = 438


class FileMode:
    """What the letters of a mode say."""

    is_readable: bool = False
    is_writable: bool = False
    is_created: bool = False
    is_appending: bool = False
    flags: int = 0

    def parse(self, mode: str) -> None:
        kinds = 0
        plus = False
        for i in range(len(mode)):
            match mode.slice(i, i + 1):
                case "r":
                    kinds += 1
                    self.is_readable = True
                case "w":
                    kinds += 1
                    self.is_writable = True
                    self.flags = O_CREAT | O_TRUNC
                case "x":
                    kinds += 1
                    self.is_created = True
                    self.is_writable = True
                    self.flags = O_CREAT | O_EXCL
                case "a":
                    kinds += 1
                    self.is_writable = True
                    self.is_appending = True
                    self.flags = O_CREAT | O_APPEND
                case "+":
                    if plus:
                        raise bad_mode()
                    plus = True
                case "b":
                    pass
                case _:
                    raise value_error(f"invalid mode: {mode}")
            if kinds > 1:
                raise bad_mode()
        if kinds != 1:
            raise bad_mode()
        if plus:
            self.is_readable = True
            self.is_writable = True
        if self.is_readable and self.is_writable:
            self.flags = self.flags | O_RDWR
        elif self.is_writable:
            self.flags = self.flags | O_WRONLY
        self.flags = self.flags | O_CLOEXEC


def bad_mode() -> OperationError:
    return value_error("Must have exactly one of create/read/write/append mode and at most one plus")


@pytype("_io.FileIO", base=W_RawIOBase, flags=HAS_DICT)
class W_FileIO(W_RawIOBase):
    """Open a file.

    The mode can be 'r' (default), 'w', 'x' or 'a' for reading,
    writing, exclusive creation or appending.  The file will be created if it
    doesn't exist when opened for writing or appending; it will be truncated
    when opened for writing.  A FileExistsError will be raised if it already
    exists when opened for creating. Opening a file for creating implies
    writing so this mode behaves in a similar way to 'w'.Add a '+' to the mode
    to allow simultaneous reading and writing. A custom opener can be used by
    passing a callable as *opener*. The underlying file descriptor for the file
    object is then obtained by calling opener with (*name*, *flags*).
    *opener* must return an open file descriptor (passing os.open as *opener*
    results in functionality similar to passing None)."""

    fd: i32 = -1
    is_readable: bool = False
    is_writable: bool = False
    is_created: bool = False
    is_appending: bool = False
    closes_fd: bool = True
    seek_state: int = -1  # 1 seekable, 0 not, -1 not yet asked
    block_size: int = 4096
    finalizing: bool = False
    has_keeper: bool = False

    def gettypeobject(self) -> W_Type:
        return self.own_shape().w_type

    @builtin("__new__", static=True)
    def descr_new(w_type: W_Type, *args: arr[W_Object], **kwargs: W_Dict) -> W_Object:
        w_file = W_FileIO(w_type)
        finalize(w_file, w_type)
        return w_file

    @builtin("__init__")
    def descr_init(self, file: W_Object, mode: str = "r", closefd: bool = True, opener: W_Object = w_None) -> None:
        if self.fd >= 0 and self.closes_fd:
            self.close_fd()
        self.fd = -1
        parsed = FileMode()
        parsed.parse(mode)
        self.is_readable = parsed.is_readable
        self.is_writable = parsed.is_writable
        self.is_created = parsed.is_created
        self.is_appending = parsed.is_appending
        self.closes_fd = closefd
        self.seek_state = -1
        given = given_descriptor(file)
        if given >= 0:
            self.fd = i32(given)
        else:
            self.open_name(file, parsed.flags, closefd, opener)
        try:
            self.examine(file)
        except OperationError as e:
            # A descriptor that was given stays its owner's.
            if given < 0:
                self.close_fd()
            self.fd = -1
            raise e

    def open_name(self, w_file: W_Object, flags: int, closefd: bool, w_opener: W_Object) -> None:
        path = fs_bytes(w_file)
        if not closefd:
            raise value_error("Cannot use closefd=False with file name")
        if w_opener is w_None:
            result = open_fd(path, i32(flags), NEW_FILE_MODE)
            if result < 0:
                raise os_error(-result, w_file)
            self.fd = i32(result)
            return
        w_fd = call2(w_opener, w_file, W_Int(flags))
        if not isinstance(w_fd, W_AbstractInt):
            raise type_error("expected integer from opener")
        if w_fd.sign() < 0:
            raise value_error(f"opener returned {w_fd.as_int()}")
        self.fd = i32(w_fd.as_int())

    def examine(self, w_file: W_Object) -> None:
        status = arr[int](13)
        result = int(fs_fstat(self.fd, status))
        if result < 0:
            raise os_error(-result, w_None if isinstance(w_file, W_AbstractInt) else w_file)
        if status[0] & S_IFMT == S_IFDIR:
            raise os_error(EISDIR, w_file)
        if status[10] > 1:
            self.block_size = status[10]
        set_attr(self, "name", w_file)
        if self.is_appending:
            end = int(fs_seek(self.fd, 0, 2))
            self.seek_state = 0 if end < 0 else 1

    def is_kept(self) -> bool:
        return self.has_keeper

    # State.

    def check_open(self) -> None:
        if self.fd < 0:
            raise value_error("I/O operation on closed file")

    def check_can_read(self) -> None:
        self.check_open()
        if not self.is_readable:
            raise unsupported("File not open for reading")

    def check_can_write(self) -> None:
        self.check_open()
        if not self.is_writable:
            raise unsupported("File not open for writing")

    def close_fd(self) -> None:
        fd: i32 = self.fd
        self.fd = -1
        result = int(fs_close(fd))
        if result < 0:
            raise os_error(-result)

    @builtin
    def close(self) -> None:
        """Close the file.

        A closed file cannot be used for further I/O operations.  close() may be
        called more than once without error."""
        if self.fd < 0:
            self.base_closed = True
            return
        try:
            self.close_base()
        finally:
            if self.closes_fd:
                self.close_fd()
            self.fd = -1

    @builtin
    def readable(self) -> W_Object:
        """True if file was opened in a read mode."""
        self.check_open()
        return wrap_bool(self.is_readable)

    @builtin
    def writable(self) -> W_Object:
        """True if file was opened in a write mode."""
        self.check_open()
        return wrap_bool(self.is_writable)

    @builtin
    def seekable(self) -> W_Object:
        """True if file supports random-access."""
        self.check_open()
        return wrap_bool(self.can_seek())

    def can_seek(self) -> bool:
        if self.seek_state < 0:
            self.seek_state = 0 if fs_seek(self.fd, 0, 1) < 0 else 1
        return self.seek_state == 1

    @builtin
    def fileno(self) -> W_Object:
        """Return the underlying file descriptor (an integer)."""
        self.check_open()
        return W_Int(self.fd)

    @builtin
    def isatty(self) -> W_Object:
        """True if the file is connected to a TTY device."""
        self.check_open()
        return wrap_bool(fs_isatty(self.fd))

    @builtin("_isatty_open_only")
    def isatty_open_only(self) -> bool:
        """Cheaper isatty, for open()."""
        return fs_isatty(self.fd)

    @builtin("_dealloc_warn")
    def dealloc_warn(self, source: W_Object, /) -> None:
        """Nothing: unclosed files are no news where nobody counts references."""

    # Reading and writing.

    def read_some(self, into: arr[u8], start: int, n: int) -> int:
        """-1: nothing there yet, and the descriptor does not wait."""
        got = read_fd(self.fd, into, start, n)
        if got >= 0:
            return got
        if got == -EAGAIN:
            return -1
        raise os_error(-got)

    def write_some(self, data: arr[u8], start: int, n: int) -> int:
        """-1: no room, and the descriptor does not wait."""
        done = write_fd(self.fd, data, start, n)
        if done >= 0:
            return done
        if done == -EAGAIN:
            return -1
        raise os_error(-done)

    @builtin
    def readinto(self, buffer: W_Object, /) -> W_Object:
        """Same as RawIOBase.readinto()."""
        target = Target("readinto", buffer)
        self.check_can_read()
        got = self.read_some(target.data, target.start, target.size)
        target.release()
        return w_None if got < 0 else W_Int(got)

    @builtin
    def readall(self) -> W_Object:
        """Read all data from the file, returned as bytes.

        Reads until either there is an error or read() returns size 0
        (indicates EOF). If the file is already at EOF, returns an
        empty bytes object.

        In non-blocking mode, returns as much data as could be read
        before EAGAIN. If no data is available (EAGAIN is returned
        before bytes are read) returns None."""
        self.check_can_read()
        data = self.read_to_end()
        if data is None:
            return w_None
        return new_bytes(data)

    def read_to_end(self) -> arr[u8] | None:
        buffer = arr[u8](self.bytes_left() + 1)
        n = 0
        while True:
            if n == len(buffer):
                bigger = ByteBuilder(n * 2 + 256)
                bigger.add_slice(buffer, 0, n)
                buffer = bigger.data
            got = self.read_some(buffer, n, int(len(buffer)) - n)
            if got < 0 and n == 0:
                return None
            if got <= 0:
                break
            n += got
        return array_slice(buffer, 0, n)

    def bytes_left(self) -> int:
        """What there is to read as far as the file's size says; a start for files that have none."""
        status = arr[int](13)
        if fs_fstat(self.fd, status) < 0 or status[6] <= 0:
            return 8191
        at = int(fs_seek(self.fd, 0, 1))
        if at < 0 or status[6] < at:
            return 8191
        return min(status[6] - at, 0x7FFFFF00)

    @builtin
    def read(self, size: W_Object = w_None, /) -> W_Object:
        """Read at most size bytes, returned as bytes.

        If size is less than 0, read all bytes in the file making multiple read
        calls. See ``FileIO.readall``.

        Attempts to make only one system call, retrying only per PEP 475
        (EINTR). This means less data may be returned than requested.

        In non-blocking mode, returns None if no data is available. Return an
        empty bytes object at EOF."""
        self.check_can_read()
        n = optional_size(size)
        if n < 0:
            return self.readall()
        n = min(n, 0x7FFFF000)
        buffer = arr[u8](n)
        got = self.read_some(buffer, 0, n)
        if got < 0:
            return w_None
        return new_bytes(buffer if got == n else array_slice(buffer, 0, got))

    @builtin
    def write(self, b: W_Object, /) -> W_Object:
        """Write buffer b to file, return number of bytes written.

        Only makes one system call, so not all of the data may be written.
        The number of bytes actually written is returned.  In non-blocking mode,
        returns None if the write would block."""
        data = bytes_of_buffer(b)
        self.check_can_write()
        done = self.write_some(data, 0, min(int(len(data)), 0x7FFFF000))
        return w_None if done < 0 else W_Int(done)

    # Position.

    def seek_to(self, offset: int, whence: int) -> int:
        at = int(fs_seek(self.fd, offset, i32(whence)))
        if at < 0:
            raise os_error(-at)
        return at

    @builtin
    def seek(self, pos: W_Object, whence: int = 0, /) -> W_Object:
        """Move to new file position and return the file position.

        Argument offset is a byte count.  Optional argument whence defaults to
        SEEK_SET or 0 (offset from start of file, offset should be >= 0); other values
        are SEEK_CUR or 1 (move relative to current position, positive or negative),
        and SEEK_END or 2 (move relative to end of file, usually negative, although
        many platforms allow seeking beyond the end of a file).

        Note that not all file objects are seekable."""
        self.check_open()
        return W_Int(self.seek_to(file_offset(pos), whence))

    @builtin
    def tell(self) -> W_Object:
        """Current file position.

        Can raise OSError for non seekable files."""
        self.check_open()
        return W_Int(self.seek_to(0, 1))

    @builtin
    def truncate(self, size: W_Object = w_None, /) -> W_Object:
        """Truncate the file to at most size bytes and return the truncated size.

        Size defaults to the current file position, as returned by tell().
        The current file position is changed to the value of size."""
        self.check_can_write()
        n = self.seek_to(0, 1) if size is w_None else file_offset(size)
        result = int(fs_truncate(self.fd, n))
        if result < 0:
            raise os_error(-result)
        if size is w_None:
            return W_Int(n)
        return size

    # What it says of itself.

    def mode_text(self) -> str:
        if self.is_created:
            return "xb+" if self.is_readable else "xb"
        if self.is_appending:
            return "ab+" if self.is_readable else "ab"
        if self.is_readable:
            return "rb+" if self.is_writable else "rb"
        return "wb"

    @getset
    def mode(self) -> str:
        """String giving the file mode"""
        return self.mode_text()

    @getset
    def closed(self) -> W_Object:
        """True if the file is closed"""
        return wrap_bool(self.fd < 0)

    @getset
    def closefd(self) -> bool:
        """True if the file descriptor will be closed by close()."""
        return self.closes_fd

    @getset("_blksize")
    def get_block_size(self) -> int:
        """Preferred I/O block size."""
        return self.block_size

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
        name = type_name(self)
        if self.fd < 0:
            return f"<{name} [closed]>"
        closes = "True" if self.closes_fd else "False"
        w_name = find_attr(self, "name")
        if w_name is None:
            return f"<{name} fd={self.fd} mode='{self.mode_text()}' closefd={closes}>"
        return f"<{name} name={repr_w(w_name)} mode='{self.mode_text()}' closefd={closes}>"


def given_descriptor(w_file: W_Object) -> int:
    """The number, if it is one; -1: a name."""
    if not isinstance(w_file, W_AbstractInt):
        return -1
    if isinstance(w_file, W_Bool):
        issue_warning(w_RuntimeWarning, "bool is used as a file descriptor")
    if w_file.sign() < 0:
        raise value_error("negative file descriptor")
    if not w_file.fits_int() or w_file.as_int() > 0x7FFFFFFF:
        raise overflow_error("signed integer is greater than maximum")
    return w_file.as_int()


def file_offset(w_offset: W_Object) -> int:
    return int_of(w_offset)
