"""posix: descriptors."""

from python.externs import (
    fs_close, fs_dup, fs_dup2, fs_inheritable, fs_isatty, fs_open, fs_pipe, fs_read, fs_seek, fs_sync, fs_truncate,
    fs_write, term_size,
)
from python.interpreter.errors import OperationError
from python.interpreter.events import check_signals
from python.modules.os_error import EINTR, EINVAL, check, os_error
from python.modules.posix_path import no_dir_fd, path_arg
from python.objects.base import W_Object
from python.objects.bytearray_ import W_ByteArray
from python.objects.bytes_ import new_bytes
from python.objects.int_ import W_Int
from python.objects.module_ import W_Module
from python.objects.singletons import w_None
from python.objects.structseq import finish_struct_type, new_struct, new_struct_type
from python.objects.tuple_ import new_tuple
from python.rlib.list import array_slice
from python.rpython import Final, arr, builtin_function, i32, u8

MODULE: Final = "posix"

w_terminal_size: Final = new_struct_type("os.terminal_size", ["columns", "lines"], 2)


def init_module(w_module: W_Module) -> None:
    finish_struct_type(w_terminal_size)
    w_module.attr_set("terminal_size", w_terminal_size)


def open_fd(path: arr[u8], flags: i32, mode: i32) -> int:
    """Tries again when a signal interrupts; -errno on failure."""
    while True:
        result = int(fs_open(path, flags, mode))
        if result != -EINTR:
            return result
        check_signals()


def read_fd(fd: i32, into: arr[u8], start: int, n: int) -> int:
    while True:
        result = int(fs_read(fd, into, i32(start), i32(n)))
        if result != -EINTR:
            return result
        check_signals()


def write_fd(fd: i32, data: arr[u8], start: int, n: int) -> int:
    while True:
        result = int(fs_write(fd, data, i32(start), i32(n)))
        if result != -EINTR:
            return result
        check_signals()


@builtin_function
def open(path: W_Object, flags: i32, mode: i32 = 511, *, dir_fd: W_Object = w_None) -> int:
    """Open a file for low level IO.  Returns a file descriptor (integer)."""
    where = path_arg("open", path)
    no_dir_fd(dir_fd)
    return where.check(open_fd(where.data, flags, mode))


@builtin_function
def close(fd: i32) -> None:
    """Close a file descriptor."""
    check(fs_close(fd))


@builtin_function
def closerange(fd_low: i32, fd_high: i32, /) -> None:
    """Closes all file descriptors in [fd_low, fd_high), ignoring errors."""
    for fd in range(fd_low, fd_high):
        fs_close(i32(fd))


@builtin_function
def read(fd: i32, length: int, /) -> W_Object:
    """Read from a file descriptor.  Returns a bytes object."""
    if length < 0:
        raise os_error(EINVAL)
    n = min(length, 0x7FFFF000)
    buffer = arr[u8](n)
    got = check(read_fd(fd, buffer, 0, n))
    if got == n:
        return new_bytes(buffer)
    return new_bytes(array_slice(buffer, 0, got))


@builtin_function
def write(fd: i32, data: arr[u8], /) -> int:
    """Write a bytes object to a file descriptor."""
    return check(write_fd(fd, data, 0, len(data)))


@builtin_function
def lseek(fd: i32, position: int, whence: i32, /) -> int:
    """Set the position of a file descriptor.  Return the new position."""
    return check(fs_seek(fd, position, whence))


@builtin_function
def dup(fd: i32, /) -> int:
    """Return a duplicate of a file descriptor."""
    return check(fs_dup(fd))


@builtin_function
def dup2(fd: i32, fd2: i32, inheritable: bool = True) -> int:
    """Duplicate file descriptor."""
    return check(fs_dup2(fd, fd2, inheritable))


@builtin_function
def pipe() -> W_Object:
    """Create a pipe.

    Returns a tuple of two file descriptors:
      (read_fd, write_fd)"""
    fds = arr[int](2)
    check(fs_pipe(fds))
    return new_tuple([W_Int(fds[0]), W_Int(fds[1])])


@builtin_function
def isatty(fd: i32, /) -> bool:
    """Return True if the fd is connected to a terminal.

    Return True if the file descriptor is an open file descriptor
    connected to the slave end of a terminal."""
    return fs_isatty(fd)


@builtin_function
def ftruncate(fd: i32, length: int, /) -> None:
    """Truncate a file, specified by file descriptor, to a specific length."""
    check(fs_truncate(fd, length))


@builtin_function
def fsync(fd: i32) -> None:
    """Force write of fd to disk."""
    check(fs_sync(fd))


@builtin_function
def fdatasync(fd: i32) -> None:
    """Force write of fd to disk without forcing update of metadata."""
    check(fs_sync(fd))


@builtin_function
def get_inheritable(fd: i32, /) -> bool:
    """Get the close-on-exe flag of the specified file descriptor."""
    return check(fs_inheritable(fd, -1)) == 1


@builtin_function
def set_inheritable(fd: i32, inheritable: bool, /) -> None:
    """Set the inheritable flag of the specified file descriptor."""
    check(fs_inheritable(fd, i32(int(inheritable))))


@builtin_function
def get_terminal_size(fd: i32 = 1, /) -> W_Object:
    """Return the size of the terminal window as (columns, lines).

    The optional argument fd (default standard output) specifies
    which file descriptor should be queried.

    If the file descriptor is not connected to a terminal, an OSError
    is thrown.

    This function will only be defined if an implementation is
    available for this system.

    shutil.get_terminal_size is the high-level function which should
    normally be used, os.get_terminal_size is the low-level implementation."""
    size = arr[int](2)
    check(term_size(fd, size))
    return new_struct(w_terminal_size, [W_Int(size[0]), W_Int(size[1])])


@builtin_function
def device_encoding(fd: i32) -> W_Object:
    """Return a string describing the encoding of a terminal's file descriptor.

    The file descriptor must be attached to a terminal.
    If the device is not a terminal, return None."""
    if fs_isatty(fd):
        return "utf-8"
    return w_None
