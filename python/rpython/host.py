"""Externs on top of CPython, enough to run programs on the emulated interpreter."""

import math
import os
import sys
import time

from python.rpython import Bytes, Trap, unique_id, wrap64

argv = []


def extern(name):
    f = globals().get(name)
    if f is None:
        def f(*args):
            raise Trap(f"unreachable: extern {name} is not emulated")
    return f


def errno(f, *args):
    try:
        return f(*args)
    except OSError as e:
        return -e.errno


def fs_open(path, flags, mode):
    return errno(os.open, bytes(path), flags, mode)


def fs_close(fd):
    return errno(lambda: os.close(fd) or 0)


def fs_read(fd, into, start, n):
    def read():
        data = os.read(fd, n)
        into[start : start + len(data)] = data
        return len(data)

    return errno(read)


def fs_write(fd, data, start, n):
    return errno(lambda: os.write(fd, bytes(data[start : start + n])))


def fs_seek(fd, offset, whence):
    return errno(os.lseek, fd, offset, whence)


def fs_isatty(fd):
    return os.isatty(fd)


def _fill(st, out):
    values = (
        st.st_mode, st.st_ino, st.st_dev, st.st_nlink, st.st_uid, st.st_gid, st.st_size, st.st_atime_ns,
        st.st_mtime_ns, st.st_ctime_ns, st.st_blksize, st.st_blocks, st.st_rdev,
    )
    for i, v in enumerate(values):
        out[i] = v
    return 0


def fs_stat(path, follow, out):
    return errno(lambda: _fill(os.stat(bytes(path), follow_symlinks=follow), out))


def fs_fstat(fd, out):
    return errno(lambda: _fill(os.fstat(fd), out))


def fs_getcwd():
    return Bytes(os.getcwdb())


def fs_listdir(path):
    try:
        return Bytes(b"\0".join(os.listdir(bytes(path))))
    except OSError:
        return None


def fs_readlink(path):
    try:
        return Bytes(os.readlink(bytes(path)))
    except OSError:
        return None


def env_get(name):
    v = os.environb.get(bytes(name))
    return None if v is None else Bytes(v)


def env_all():
    return Bytes(b"\0".join(k + b"=" + v for k, v in os.environb.items()))


def float_repr(value):
    return Bytes(repr(value).encode())


def test_first():
    return 0


def proc_pid():
    return os.getpid()


def proc_exit(status):
    sys.stdout.flush()
    os._exit(status)


def clock_wall_ns():
    return time.time_ns()


def clock_monotonic_ns():
    return time.monotonic_ns()
