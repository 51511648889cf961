"""Host primitives on top of CPython: enough to run the interpreter in pdb. Rows and meanings: externs.toml."""

import ctypes
import math
import os
import pathlib
import sys
import time

from python.rpython import Bytes, Trap

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent

argv = []


def extern(name):
    f = globals().get(name)
    if f is None:
        def f(*args):
            raise Trap(f"unreachable: extern {name} is not emulated")
    return f


def errno(f, *args, **kwargs):
    """What the call answers (0 for None), or -errno."""
    try:
        return f(*args, **kwargs) or 0
    except OSError as e:
        return -(e.errno or 5)


def _fill(out, values):
    for i, v in enumerate(values):
        out[i] = int(v)
    return 0


def _names(parts):
    """Each part followed by NUL."""
    return Bytes(b"".join(os.fsencode(p) + b"\0" for p in parts))


# Files.


def fs_open(path, flags, mode):
    return errno(os.open, bytes(path), flags, mode)


def fs_close(fd):
    return errno(os.close, fd)


def fs_read(fd, into, start, n):
    def read():
        data = os.read(fd, n)
        into[start : start + len(data)] = data
        return len(data)

    return errno(read)


def fs_write(fd, data, start, n):
    return errno(os.write, fd, bytes(data[start : start + n]))


def fs_seek(fd, offset, whence):
    return errno(os.lseek, fd, offset, whence)


def fs_truncate(fd, size):
    return errno(os.ftruncate, fd, size)


def fs_sync(fd):
    return errno(os.fsync, fd)


def fs_dup(fd):
    return errno(os.dup, fd)


def fs_dup2(fd, fd2, inheritable):
    return errno(os.dup2, fd, fd2, inheritable)


def fs_inheritable(fd, how):
    if how < 0:
        return errno(os.get_inheritable, fd)
    return errno(os.set_inheritable, fd, bool(how))


def fs_pipe(out):
    return errno(lambda: _fill(out, os.pipe()))


def fs_isatty(fd):
    return os.isatty(fd)


def _stat(st, out):
    return _fill(out, (
        st.st_mode, st.st_ino, st.st_dev, st.st_nlink, st.st_uid, st.st_gid, st.st_size, st.st_atime_ns,
        st.st_mtime_ns, st.st_ctime_ns, st.st_blksize, st.st_blocks, st.st_rdev,
    ))


def fs_stat(path, follow, out):
    return errno(lambda: _stat(os.stat(bytes(path), follow_symlinks=follow), out))


def fs_fstat(fd, out):
    return errno(lambda: _stat(os.fstat(fd), out))


def _or_null(error, f):
    try:
        return Bytes(f())
    except OSError as e:
        error[0] = e.errno
        return None


def fs_listdir(path, error):
    return _or_null(error, lambda: b"\0".join(os.listdir(bytes(path))))


def fs_readlink(path, error):
    return _or_null(error, lambda: os.readlink(bytes(path)))


def fs_mkdir(path, mode):
    return errno(os.mkdir, bytes(path), mode)


def fs_rmdir(path):
    return errno(os.rmdir, bytes(path))


def fs_unlink(path):
    return errno(os.unlink, bytes(path))


def fs_rename(old, new):
    return errno(os.rename, bytes(old), bytes(new))


def fs_link(old, new):
    return errno(os.link, bytes(old), bytes(new))


def fs_symlink(target, path):
    return errno(os.symlink, bytes(target), bytes(path))


def fs_chmod(path, mode):
    return errno(os.chmod, bytes(path), mode)


def fs_fchmod(fd, mode):
    return errno(os.fchmod, fd, mode)


def fs_chown(path, uid, gid, follow):
    return errno(os.chown, bytes(path), uid, gid, follow_symlinks=follow)


def fs_umask(mask):
    return os.umask(mask)


def fs_utime(path, atime_ns, mtime_ns):
    return errno(os.utime, bytes(path), ns=(atime_ns, mtime_ns))


def fs_access(path, mode):
    return errno(lambda: 0 if os.access(bytes(path), mode) else -13)


def fs_getcwd():
    return Bytes(os.getcwdb())


def fs_chdir(path):
    return errno(os.chdir, bytes(path))


# The process.


def proc_args():
    return _names(argv)


def proc_executable():
    return Bytes(os.fsencode(ROOT / "target/release/kaa"))


def proc_exit(status):
    sys.stdout.flush()
    os._exit(status)


def proc_pid():
    return os.getpid()


def proc_ids(out):
    _fill(out, (os.getppid(), os.getuid(), os.getgid(), os.geteuid(), os.getegid()))


def proc_times(out):
    _fill(out, (t * 1_000_000_000 for t in os.times()))


def proc_kill(pid, signal):
    return errno(os.kill, pid, signal)


def signal_watch(signal, how):
    return 0


def signal_next():
    return 0


def env_all():
    return _names(k + b"=" + v for k, v in os.environb.items())


def env_set(name, value):
    os.environb[bytes(name)] = bytes(value)
    return 0


def env_unset(name):
    os.environb.pop(bytes(name), None)
    return 0


def os_uname():
    return _names(os.uname())


def os_cpu_count():
    return os.cpu_count() or 1


def term_size(fd, out):
    return errno(lambda: _fill(out, os.get_terminal_size(fd)))


# Time and chance.


def time_now_ns():
    return time.time_ns()


def time_monotonic_ns():
    return time.monotonic_ns()


def time_process_ns():
    return time.process_time_ns()


def time_thread_ns():
    return time.thread_time_ns()


def time_sleep_ns(ns):
    time.sleep(ns / 1e9)
    return 0


def time_local(seconds, out):
    t = time.localtime(seconds)
    return _fill(out, (*t[:8], t.tm_isdst, t.tm_gmtoff))


def time_zone_name(isdst):
    return Bytes(time.tzname[1 if isdst else 0].encode())


def random_bytes(into):
    into[:] = os.urandom(len(into))


# Big integers: two's complement, little-endian, as short as can be.


def _int(data):
    return int.from_bytes(bytes(data), "little", signed=True)


def _bytes(value):
    bits = value if value >= 0 else ~value
    return Bytes(value.to_bytes(bits.bit_length() // 8 + 1, "little", signed=True))


def _binary(f):
    return lambda a, b: _bytes(f(_int(a), _int(b)))


big_from_i64 = _bytes
big_add = _binary(int.__add__)
big_sub = _binary(int.__sub__)
big_mul = _binary(int.__mul__)
big_floordiv = _binary(int.__floordiv__)
big_mod = _binary(int.__mod__)
big_gcd = _binary(math.gcd)
big_and = _binary(int.__and__)
big_or = _binary(int.__or__)
big_xor = _binary(int.__xor__)


def big_pow(a, exponent):
    return _bytes(_int(a) ** exponent)


def big_powmod(a, b, m):
    return _bytes(pow(_int(a), _int(b), _int(m)))


def big_isqrt(a):
    return _bytes(math.isqrt(_int(a)))


def big_shl(a, n):
    return _bytes(_int(a) << n)


def big_shr(a, n):
    return _bytes(_int(a) >> n)


def big_cmp(a, b):
    x, y = _int(a), _int(b)
    return (x > y) - (x < y)


def big_bit_length(a):
    return _int(a).bit_length()


DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"


def big_to_text(a, base):
    value, digits = abs(_int(a)), []
    if base == 10:
        sys.set_int_max_str_digits(0)
        return Bytes(str(_int(a)).encode())
    while True:
        value, digit = divmod(value, base)
        digits.append(DIGITS[digit])
        if not value:
            break
    return Bytes(("-" * (_int(a) < 0) + "".join(reversed(digits))).encode())


def big_from_text(digits, base):
    text = bytes(digits).decode("latin-1")
    if not text.removeprefix("-").isalnum():
        return None
    sys.set_int_max_str_digits(0)
    try:
        return _bytes(int(text, base))
    except ValueError:
        return None


def big_to_f64(a):
    try:
        return float(_int(a))
    except OverflowError:
        return math.copysign(math.inf, _int(a))


def big_from_f64(value):
    return _bytes(int(value))


def big_truediv(a, b):
    x, y = _int(a), _int(b)
    try:
        return x / y
    except OverflowError:
        return math.inf if (x < 0) == (y < 0) else -math.inf


# Floats. The functions of C's library: a last digit may differ from the compiled program's.


def float_repr(value):
    return Bytes(repr(value).encode())


def float_format(value, kind, precision, alternate):
    return Bytes(f"%{'#' if alternate else ''}.{precision}{chr(kind)}".__mod__(value).encode())


def float_parse(text):
    return float(bytes(text))


def _total(f):
    """Without exceptions: infinities and not-a-number."""

    def call(*args):
        try:
            return f(*args)
        except OverflowError:
            return math.inf
        except ValueError:
            return math.nan

    return call


for _name in "acos asin atan atan2 cbrt cos cosh exp expm1 fmod log10 log1p pow sin sinh tan tanh".split():
    globals()[f"math_{_name}"] = _total(getattr(math, _name))


def math_log(x):
    return -math.inf if x == 0 else _total(math.log)(x)


# The compiler of Python, as the shared library that the JVM and .NET use.


class Compiler:
    def __init__(self):
        path = ROOT / "target/release/libkaa_compiler.so"
        if not path.exists():
            raise SystemExit(f"{path} is missing: cargo build --release --package kaa-compiler")
        self.library = ctypes.CDLL(str(path))
        self.library.kaa_compile.restype = ctypes.c_void_p

    def compile(self, source, filename, mode, flags):
        size = ctypes.c_size_t()
        sized = ctypes.c_size_t
        block = self.library.kaa_compile(
            source, sized(len(source)), filename, sized(len(filename)), mode, flags, ctypes.byref(size)
        )
        data = ctypes.string_at(block, size.value)
        self.library.kaa_compile_free(ctypes.c_void_p(block), size)
        return data


_compiler = None


def compile_source(source, filename, mode, flags):
    global _compiler
    _compiler = _compiler or Compiler()
    return Bytes(_compiler.compile(bytes(source), bytes(filename), mode, flags))


def library():
    """The folder of the standard library that kaa carries: that of its cargo package."""
    registry = pathlib.Path(os.environ.get("CARGO_HOME", pathlib.Path.home() / ".cargo")) / "registry/src"
    found = sorted(registry.glob("*/rustpython-pylib-*/Lib"))
    return found[-1] if found else pathlib.Path(os.__file__).parent


def embedded_module(name):
    parts = bytes(name).decode().split(".")
    path = library().joinpath(*parts).with_suffix(".py")
    if not path.exists():
        return None
    shown = "<kaa>/" + "/".join(parts) + ".py"
    record = compile_source(path.read_bytes(), shown.encode(), 0, 0)
    # Behind the warnings (docs/bytecode.md, section 10).
    return Bytes(record[record.index(b"KAAC") :]) if record[0] == 0 else None


def embedded_main():
    return None


# Tests.


def test_first():
    return 0
