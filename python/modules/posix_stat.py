"""posix: status of files, listing of folders."""

from python.externs import fs_fstat, fs_listdir, fs_stat
from python.interpreter.errors import value_error
from python.interpreter.iteration import next_or_stop
from python.interpreter.operation import repr_w
from python.modules.os_error import os_error
from python.modules.posix_path import ALLOW_FD, ALLOW_NONE, PathArg, fs_object, no_dir_fd, path_arg
from python.objects.base import W_Object
from python.objects.float_ import W_Float
from python.objects.flags import FINAL_TYPE, NO_NEW
from python.objects.generic_alias import class_getitem
from python.objects.int_ import W_Int
from python.objects.list_ import new_list
from python.objects.module_ import W_Module
from python.objects.singletons import w_None
from python.objects.structseq import finish_struct_type, new_struct, new_struct_type
from python.objects.type_ import W_Type
from python.rlib.list import array_slice
from python.rpython import (
    Final, arr, arr_copy, arr_find8, builtin, builtin_function, getset, i32, pytype, typeof, u8,
)

MODULE: Final = "posix"
SECOND: Final = 1000000000
ENOENT: Final = 2
S_IFMT: Final = 0o170000
S_IFDIR: Final = 0o040000
S_IFREG: Final = 0o100000
S_IFLNK: Final = 0o120000

w_stat_result: Final = new_struct_type(
    "os.stat_result",
    [
        "st_mode", "st_ino", "st_dev", "st_nlink", "st_uid", "st_gid", "st_size", "", "", "", "st_atime", "st_mtime",
        "st_ctime", "st_atime_ns", "st_mtime_ns", "st_ctime_ns", "st_blksize", "st_blocks", "st_rdev",
    ],
    10,
)


def init_module(w_module: W_Module) -> None:
    finish_struct_type(w_stat_result)
    w_module.attr_set("stat_result", w_stat_result)
    w_module.attr_set("DirEntry", typeof(W_DirEntry))


def make_stat(raw: arr[int]) -> W_Object:
    """Of the numbers that `fs_stat` fills in."""
    values = arr[W_Object](19)
    for i in range(7):
        values[i] = W_Int(raw[i])
    for i in range(3):
        ns = raw[7 + i]
        values[7 + i] = W_Int(ns // SECOND)
        values[10 + i] = W_Float(float(ns // SECOND) + 1e-9 * float(ns % SECOND))
        values[13 + i] = W_Int(ns)
    values[16] = W_Int(raw[10])
    values[17] = W_Int(raw[11])
    values[18] = W_Int(raw[12])
    return new_struct(w_stat_result, values)


@builtin_function
def stat(path: W_Object, *, dir_fd: W_Object = w_None, follow_symlinks: bool = True) -> W_Object:
    """Perform a stat system call on the given path.

      path
        Path to be examined; can be string, bytes, a path-like object or
        open-file-descriptor int.
      dir_fd
        If not None, it should be a file descriptor open to a directory,
        and path should be a relative string; path will then be relative to
        that directory.
      follow_symlinks
        If False, and the last element of the path is a symbolic link,
        stat will examine the symbolic link itself instead of the file
        the link points to.

    dir_fd and follow_symlinks may not be implemented
      on your platform.  If they are unavailable, using them will raise a
      NotImplementedError.

    It's an error to use dir_fd or follow_symlinks when specifying path as
      an open file descriptor."""
    where = path_arg("stat", path, ALLOW_FD)
    raw = arr[int](13)
    if where.has_fd:
        if dir_fd is not w_None:
            raise value_error("stat: can't specify dir_fd without matching path")
        if not follow_symlinks:
            raise value_error("stat: cannot use fd and follow_symlinks together")
        where.check(fs_fstat(where.fd, raw))
    else:
        no_dir_fd(dir_fd)
        where.check(fs_stat(where.data, follow_symlinks, raw))
    return make_stat(raw)


@builtin_function
def lstat(path: W_Object, *, dir_fd: W_Object = w_None) -> W_Object:
    """Perform a stat system call on the given path, without following symbolic links.

    Like stat(), but do not follow symbolic links.
    Equivalent to stat(path, follow_symlinks=False)."""
    where = path_arg("lstat", path)
    no_dir_fd(dir_fd)
    raw = arr[int](13)
    where.check(fs_stat(where.data, False, raw))
    return make_stat(raw)


@builtin_function
def fstat(fd: int) -> W_Object:
    """Perform a stat system call on the given file descriptor.

    Like stat(), but for an open file descriptor.
    Equivalent to os.stat(fd)."""
    raw = arr[int](13)
    result = int(fs_fstat(i32(fd), raw))
    if result < 0:
        raise os_error(-result)
    return make_stat(raw)


# Folders.


class NameList:
    """Names that the host gave, each followed by NUL."""

    data: arr[u8]
    at: int

    def __init__(self, data: arr[u8]) -> None:
        self.data = data
        self.at = 0

    def next(self) -> arr[u8] | None:
        if self.at >= len(self.data):
            return None
        end = int(arr_find8(self.data, self.at, len(self.data), 0))
        name = array_slice(self.data, self.at, end - self.at)
        self.at = end + 1
        return name


def names_in(where: PathArg) -> NameList:
    error = arr[int](1)
    data = fs_listdir(where.data, error)
    if data is None:
        raise os_error(error[0], where.w_object)
    return NameList(data)


@builtin_function
def listdir(path: W_Object = w_None) -> W_Object:
    """Return a list containing the names of the files in the directory.

    path can be specified as either str, bytes, or a path-like object.  If path is bytes,
      the filenames returned will also be bytes; in all other circumstances
      the filenames returned will be str.
    If path is None, uses the path='.'.

    The list is in arbitrary order.  It does not include the special
    entries '.' and '..' even if they are present in the directory."""
    where = path_arg("listdir", path, ALLOW_NONE)
    names = names_in(where)
    w_list = new_list([])
    while True:
        name = names.next()
        if name is None:
            return w_list
        w_list.append_w(fs_object(name, where.is_bytes))


def joined(folder: arr[u8], name: arr[u8]) -> arr[u8]:
    n = int(len(folder))
    slash = 0
    if n > 0 and folder[n - 1] != ord("/"):
        slash = 1
    path = arr[u8](n + slash + int(len(name)))
    arr_copy(folder, 0, path, 0, n)
    if slash == 1:
        path[n] = ord("/")
    arr_copy(name, 0, path, n + slash, len(name))
    return path


@pytype("posix.DirEntry", flags=NO_NEW | FINAL_TYPE)
class W_DirEntry(W_Object):
    w_name: W_Object
    path_bytes: arr[u8]
    is_bytes: bool
    w_stat: W_Object | None = None
    w_lstat: W_Object | None = None
    link_mode: int = -1  # mode of the entry itself, once known
    target_mode: int = -1

    def __init__(self, name: arr[u8], path_bytes: arr[u8], is_bytes: bool) -> None:
        self.w_name = fs_object(name, is_bytes)
        self.path_bytes = path_bytes
        self.is_bytes = is_bytes

    def w_path(self) -> W_Object:
        return fs_object(self.path_bytes, self.is_bytes)

    def mode(self, follow: bool) -> int:
        """Mode of the entry or of what it links to; 0: it is gone."""
        if follow:
            if self.target_mode < 0:
                self.target_mode = self.ask(True)
            return self.target_mode
        if self.link_mode < 0:
            self.link_mode = self.ask(False)
        return self.link_mode

    def ask(self, follow: bool) -> int:
        raw = arr[int](13)
        result = int(fs_stat(self.path_bytes, follow, raw))
        if result == -ENOENT:
            return 0
        if result < 0:
            raise os_error(-result, self.w_path())
        return raw[0]

    @getset
    def name(self) -> W_Object:
        """the entry's base filename, relative to scandir() "path" argument"""
        return self.w_name

    @getset
    def path(self) -> W_Object:
        """the entry's full path name; equivalent to os.path.join(scandir_path, entry.name)"""
        return self.w_path()

    @builtin("__fspath__")
    def descr_fspath(self) -> W_Object:
        """Returns the path for the entry."""
        return self.w_path()

    @builtin
    def is_dir(self, *, follow_symlinks: bool = True) -> bool:
        """Return True if the entry is a directory; cached per entry."""
        return self.mode(follow_symlinks) & S_IFMT == S_IFDIR

    @builtin
    def is_file(self, *, follow_symlinks: bool = True) -> bool:
        """Return True if the entry is a file; cached per entry."""
        return self.mode(follow_symlinks) & S_IFMT == S_IFREG

    @builtin
    def is_symlink(self) -> bool:
        """Return True if the entry is a symbolic link; cached per entry."""
        return self.mode(False) & S_IFMT == S_IFLNK

    @builtin
    def is_junction(self) -> bool:
        """Return True if the entry is a junction; cached per entry."""
        return False

    @builtin
    def stat(self, *, follow_symlinks: bool = True) -> W_Object:
        """Return stat_result object for the entry; cached per entry."""
        w_cached = self.w_stat if follow_symlinks else self.w_lstat
        if w_cached is not None:
            return w_cached
        raw = arr[int](13)
        result = int(fs_stat(self.path_bytes, follow_symlinks, raw))
        if result < 0:
            raise os_error(-result, self.w_path())
        w_result = make_stat(raw)
        if follow_symlinks:
            self.w_stat = w_result
        else:
            self.w_lstat = w_result
        return w_result

    @builtin
    def inode(self) -> int:
        """Return inode of the entry; cached per entry."""
        raw = arr[int](13)
        result = int(fs_stat(self.path_bytes, False, raw))
        if result < 0:
            raise os_error(-result, self.w_path())
        return raw[1]

    @builtin("__class_getitem__", classmethod=True)
    def descr_class_getitem(w_type: W_Type, item: W_Object, /) -> W_Object:
        """See PEP 585"""
        return class_getitem(w_type, item)

    @builtin("__repr__")
    def descr_repr(self) -> str:
        return f"<DirEntry {repr_w(self.w_name)}>"


@pytype("posix.ScandirIterator", flags=NO_NEW | FINAL_TYPE)
class W_ScandirIterator(W_Object):
    names: NameList
    folder: arr[u8]
    is_bytes: bool

    def __init__(self, names: NameList, folder: arr[u8], is_bytes: bool) -> None:
        self.names = names
        self.folder = folder
        self.is_bytes = is_bytes

    def iter_next(self) -> W_Object | None:
        name = self.names.next()
        if name is None:
            return None
        return W_DirEntry(name, joined(self.folder, name), self.is_bytes)

    @builtin("__iter__")
    def descr_iter(self) -> W_Object:
        return self

    @builtin("__next__")
    def descr_next(self) -> W_Object:
        return next_or_stop(self.iter_next())

    @builtin
    def close(self) -> None:
        self.names = NameList(b"")

    @builtin("__enter__")
    def descr_enter(self) -> W_Object:
        return self

    @builtin("__exit__")
    def descr_exit(self, *args: arr[W_Object]) -> None:
        self.close()


@builtin_function
def scandir(path: W_Object = w_None) -> W_Object:
    """Return an iterator of DirEntry objects for given path.

    path can be specified as either str, bytes, or a path-like object.  If path
    is bytes, the names of yielded DirEntry objects will also be bytes; in
    all other circumstances they will be str.

    If path is None, uses the path='.'."""
    where = path_arg("scandir", path, ALLOW_NONE)
    return W_ScandirIterator(names_in(where), where.data, where.is_bytes)
