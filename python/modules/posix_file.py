"""posix: folders and files by name."""

from python.externs import (
    fs_access, fs_chdir, fs_chmod, fs_chown, fs_fchmod, fs_getcwd, fs_link, fs_mkdir, fs_readlink, fs_rename, fs_rmdir,
    fs_symlink, fs_truncate, fs_umask, fs_unlink, fs_utime, time_now_ns, fs_open, fs_close,
)
from python.interpreter.errors import OperationError, overflow_error, type_error, value_error
from python.interpreter.operation import index_w
from python.modules.os_error import check, os_error
from python.modules.posix_path import ALLOW_FD, PathArg, fs_object, fspath, no_dir_fd, no_nofollow, path_arg
from python.objects.base import W_Object
from python.objects.bytes_ import new_bytes
from python.objects.codecs import decode_utf8
from python.objects.float_ import W_Float, float_of
from python.objects.int_ import W_AbstractInt, W_Int
from python.objects.module_ import W_Module
from python.objects.singletons import w_None
from python.objects.tuple_ import W_Tuple
from python.rpython import Final, arr, builtin_function, ffloor, i32, is_nan

MODULE: Final = "posix"
SECOND: Final = 1000000000
O_WRONLY: Final = 1


@builtin_function("fspath")
def posix_fspath(path: W_Object) -> W_Object:
    """Return the file system path representation of the object.

    If the object is str or bytes, then allow it to pass through as-is.  If
    the object defines __fspath__(), then return the result of that method.
    All other types raise a TypeError."""
    return fspath(path)


@builtin_function
def getcwd() -> W_Object:
    """Return a unicode string representing the current working directory."""
    return decode_utf8(fs_getcwd(), "surrogateescape")


@builtin_function
def getcwdb() -> W_Object:
    """Return a bytes string representing the current working directory."""
    return new_bytes(fs_getcwd())


@builtin_function
def chdir(path: W_Object) -> None:
    """Change the current working directory to the specified path.

    path may always be specified as a string."""
    where = path_arg("chdir", path)
    where.check(fs_chdir(where.data))


@builtin_function
def mkdir(path: W_Object, mode: i32 = 511, *, dir_fd: W_Object = w_None) -> None:
    """Create a directory.

    The mode argument is ignored on Windows. Where it is used, the current
    umask value is first masked out."""
    where = path_arg("mkdir", path)
    no_dir_fd(dir_fd)
    where.check(fs_mkdir(where.data, mode))


@builtin_function
def rmdir(path: W_Object, *, dir_fd: W_Object = w_None) -> None:
    """Remove a directory."""
    where = path_arg("rmdir", path)
    no_dir_fd(dir_fd)
    where.check(fs_rmdir(where.data))


@builtin_function
def unlink(path: W_Object, *, dir_fd: W_Object = w_None) -> None:
    """Remove a file (same as remove())."""
    where = path_arg("unlink", path)
    no_dir_fd(dir_fd)
    where.check(fs_unlink(where.data))


@builtin_function
def remove(path: W_Object, *, dir_fd: W_Object = w_None) -> None:
    """Remove a file (same as unlink())."""
    where = path_arg("remove", path)
    no_dir_fd(dir_fd)
    where.check(fs_unlink(where.data))


def check_two(result: int, first: PathArg, second: PathArg) -> None:
    if result < 0:
        raise os_error(-result, first.w_object, second.w_object)


@builtin_function
def rename(src: W_Object, dst: W_Object, *, src_dir_fd: W_Object = w_None, dst_dir_fd: W_Object = w_None) -> None:
    """Rename a file or directory."""
    first = path_arg("rename", src, 0, "src")
    second = path_arg("rename", dst, 0, "dst")
    no_dir_fd(src_dir_fd)
    no_dir_fd(dst_dir_fd)
    check_two(fs_rename(first.data, second.data), first, second)


@builtin_function
def replace(src: W_Object, dst: W_Object, *, src_dir_fd: W_Object = w_None, dst_dir_fd: W_Object = w_None) -> None:
    """Rename a file or directory, overwriting the destination."""
    first = path_arg("replace", src, 0, "src")
    second = path_arg("replace", dst, 0, "dst")
    no_dir_fd(src_dir_fd)
    no_dir_fd(dst_dir_fd)
    check_two(fs_rename(first.data, second.data), first, second)


@builtin_function
def link(
    src: W_Object, dst: W_Object, *, src_dir_fd: W_Object = w_None, dst_dir_fd: W_Object = w_None,
    follow_symlinks: bool = True,
) -> None:
    """Create a hard link to a file."""
    first = path_arg("link", src, 0, "src")
    second = path_arg("link", dst, 0, "dst")
    no_dir_fd(src_dir_fd)
    no_dir_fd(dst_dir_fd)
    check_two(fs_link(first.data, second.data), first, second)


@builtin_function
def symlink(src: W_Object, dst: W_Object, target_is_directory: bool = False, *, dir_fd: W_Object = w_None) -> None:
    """Create a symbolic link pointing to src named dst."""
    first = path_arg("symlink", src, 0, "src")
    second = path_arg("symlink", dst, 0, "dst")
    no_dir_fd(dir_fd)
    check_two(fs_symlink(first.data, second.data), first, second)


@builtin_function
def readlink(path: W_Object, *, dir_fd: W_Object = w_None) -> W_Object:
    """Return a string representing the path to which the symbolic link points."""
    where = path_arg("readlink", path)
    no_dir_fd(dir_fd)
    error = arr[int](1)
    target = fs_readlink(where.data, error)
    if target is None:
        raise os_error(error[0], where.w_object)
    return fs_object(target, where.is_bytes)


@builtin_function
def chmod(path: W_Object, mode: i32, *, dir_fd: W_Object = w_None, follow_symlinks: bool = True) -> None:
    """Change the access permissions of a file."""
    where = path_arg("chmod", path, ALLOW_FD)
    if where.has_fd:
        where.check(fs_fchmod(where.fd, mode))
        return
    no_dir_fd(dir_fd)
    no_nofollow("chmod", follow_symlinks)
    where.check(fs_chmod(where.data, mode))


@builtin_function
def fchmod(fd: i32, mode: i32) -> None:
    """Change the access permissions of the file given by file descriptor fd."""
    check(fs_fchmod(fd, mode))


@builtin_function
def chown(path: W_Object, uid: int, gid: int, *, dir_fd: W_Object = w_None, follow_symlinks: bool = True) -> None:
    """Change the owner and group id of path to the numeric uid and gid."""
    where = path_arg("chown", path)
    no_dir_fd(dir_fd)
    where.check(fs_chown(where.data, i32(uid), i32(gid), follow_symlinks))


@builtin_function
def lchown(path: W_Object, uid: int, gid: int) -> None:
    """Change the owner and group id of path to the numeric uid and gid.

    This function will not follow symbolic links.
    Equivalent to os.chown(path, uid, gid, follow_symlinks=False)."""
    where = path_arg("lchown", path)
    where.check(fs_chown(where.data, i32(uid), i32(gid), False))


@builtin_function
def access(
    path: W_Object, mode: i32, *, dir_fd: W_Object = w_None, effective_ids: bool = False, follow_symlinks: bool = True
) -> bool:
    """Use the real uid/gid to test for access to a path.

    Note that most operations will use the effective uid/gid, therefore this
      routine can be used in a suid/sgid environment to test if the invoking user
      has the specified access to the path."""
    where = path_arg("access", path)
    no_dir_fd(dir_fd)
    no_nofollow("access", follow_symlinks)
    return fs_access(where.data, mode) >= 0


@builtin_function
def umask(mask: i32, /) -> int:
    """Set the current numeric umask and return the previous umask."""
    return fs_umask(mask)


@builtin_function
def truncate(path: W_Object, length: int) -> None:
    """Truncate a file, specified by path, to a specific length.

    On some platforms, path may also be specified as an open file descriptor."""
    where = path_arg("truncate", path, ALLOW_FD)
    if where.has_fd:
        where.check(fs_truncate(where.fd, length))
        return
    fd: i32 = i32(where.check(fs_open(where.data, O_WRONLY, 0)))
    result = int(fs_truncate(fd, length))
    fs_close(fd)
    where.check(result)


# Times.


@builtin_function
def utime(
    path: W_Object, times: W_Object = w_None, *, ns: W_Object | None = None, dir_fd: W_Object = w_None,
    follow_symlinks: bool = True,
) -> None:
    """Set the access and modified time of path.

    If times is not None, it must be a tuple (atime, mtime);
        atime and mtime should be expressed as float seconds since the epoch.
    If ns is specified, it must be a tuple (atime_ns, mtime_ns);
        atime_ns and mtime_ns should be expressed as integer nanoseconds
        since the epoch.
    If times is None and ns is unspecified, utime uses the current time.
    Specifying tuples for both times and ns is an error."""
    where = path_arg("utime", path)
    no_dir_fd(dir_fd)
    if times is not w_None and ns is not None:
        raise value_error("utime: you may specify either 'times' or 'ns' but not both")
    accessed = 0
    modified = 0
    if times is not w_None:
        if not isinstance(times, W_Tuple) or len(times.items) != 2:
            raise type_error("utime: 'times' must be either a tuple of two ints or None")
        accessed = time_ns(times.items[0])
        modified = time_ns(times.items[1])
    elif ns is not None:
        if not isinstance(ns, W_Tuple) or len(ns.items) != 2:
            raise type_error("utime: 'ns' must be a tuple of two ints")
        accessed = whole_ns(ns.items[0])
        modified = whole_ns(ns.items[1])
    else:
        accessed = time_now_ns()
        modified = accessed
    no_nofollow("utime", follow_symlinks)
    where.check(fs_utime(where.data, accessed, modified))


def whole_ns(w_ns: W_Object) -> int:
    w_int = index_w(w_ns)
    if not isinstance(w_int, W_Int):
        raise overflow_error("timestamp out of range for platform time_t")
    return w_int.value


def time_ns(w_seconds: W_Object) -> int:
    """Seconds to nanoseconds, rounded down."""
    if isinstance(w_seconds, W_AbstractInt):
        if not w_seconds.fits_int() or w_seconds.as_int() > 9223372036 or w_seconds.as_int() < -9223372036:
            raise overflow_error("timestamp out of range for platform time_t")
        return w_seconds.as_int() * SECOND
    value = float_of(w_seconds)
    if is_nan(value):
        raise value_error("Invalid value NaN (not a number)")
    if value > 9.2e9 or value < -9.2e9:
        raise overflow_error("timestamp out of range for platform time_t")
    whole = ffloor(value)
    return int(whole) * SECOND + int(ffloor((value - whole) * 1e9))
