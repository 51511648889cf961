"""posix: the process, its environment, its children."""

from python.externs import (
    env_all, env_set, env_unset, os_cpu_count, os_uname, proc_exit, proc_ids, proc_kill, proc_pid, proc_times, random_bytes,
)
from python.interpreter.errors import value_error
from python.interpreter.events import check_signals
from python.modules.errno_ import strerror
from python.modules.os_error import check
from python.modules.posix_path import fs_bytes
from python.objects.base import W_Object
from python.objects.bytes_ import new_bytes
from python.objects.codecs import str_from_utf8
from python.objects.dict_ import W_Dict
from python.objects.float_ import W_Float
from python.objects.int_ import W_Int
from python.objects.module_ import W_Module
from python.objects.singletons import w_None
from python.objects.structseq import finish_struct_type, new_struct, new_struct_type
from python.rlib.list import array_slice
from python.rpython import Final, arr, arr_find8, builtin_function, i32, u8

MODULE: Final = "posix"
SIGABRT: Final = 6
ENVIRON_SIZE_LIMIT: Final = 0x7FFFFFFF

w_uname_result: Final = new_struct_type(
    "posix.uname_result", ["sysname", "nodename", "release", "version", "machine"], 5
)
w_times_result: Final = new_struct_type(
    "posix.times_result", ["user", "system", "children_user", "children_system", "elapsed"], 5
)


def init_module(w_module: W_Module) -> None:
    finish_struct_type(w_uname_result)
    finish_struct_type(w_times_result)
    w_module.attr_set("uname_result", w_uname_result)
    w_module.attr_set("times_result", w_times_result)
    w_module.attr_set("environ", create_environ())


@builtin_function("_create_environ")
def create_environ() -> W_Object:
    """Create the environment dictionary."""
    w_dict = W_Dict()
    data = env_all()
    at = 0
    while at < len(data):
        end = int(arr_find8(data, at, len(data), 0))
        # A name may begin with '=': the separator is sought behind its first byte.
        equals = int(arr_find8(data, min(at + 1, end), end, ord("=")))
        if equals >= 0:
            w_name = new_bytes(array_slice(data, at, equals - at))
            if w_dict.get(w_name) is None:
                w_dict.setitem(w_name, new_bytes(array_slice(data, equals + 1, end - equals - 1)))
        at = end + 1
    return w_dict


@builtin_function
def putenv(name: W_Object, value: W_Object, /) -> None:
    """Change or add an environment variable."""
    key = fs_bytes(name)
    text = fs_bytes(value)
    if arr_find8(key, 0, len(key), ord("=")) >= 0:
        raise value_error("illegal environment variable name")
    check(env_set(key, text))


@builtin_function
def unsetenv(name: W_Object, /) -> None:
    """Delete an environment variable."""
    check(env_unset(fs_bytes(name)))


@builtin_function
def getpid() -> int:
    """Return the current process id."""
    return proc_pid()


def id_at(index: int) -> int:
    ids = arr[int](5)
    proc_ids(ids)
    return ids[index]


@builtin_function
def getppid() -> int:
    """Return the parent's process id.

    If the parent process has already exited, Windows machines will still
    return its id; others systems will return the id of the 'init' proces
    (1)."""
    return id_at(0)


@builtin_function
def getuid() -> int:
    """Return the current process's user id."""
    return id_at(1)


@builtin_function
def getgid() -> int:
    """Return the current process's group id."""
    return id_at(2)


@builtin_function
def geteuid() -> int:
    """Return the current process's effective user id."""
    return id_at(3)


@builtin_function
def getegid() -> int:
    """Return the current process's effective group id."""
    return id_at(4)


@builtin_function
def kill(pid: i32, signal: i32, /) -> None:
    """Kill a process with a signal."""
    check(proc_kill(pid, signal))
    if pid == proc_pid():
        check_signals()


@builtin_function
def abort() -> None:
    """Abort the interpreter immediately.

    This function 'dumps core' or otherwise fails in the hardest way possible
    on the hosting operating system.  This function never returns."""
    proc_kill(proc_pid(), SIGABRT)
    proc_exit(134)


@builtin_function("_exit")
def posix_exit(status: i32) -> None:
    """Exit to the system with specified status, without normal exit processing."""
    proc_exit(status)


@builtin_function
def uname() -> W_Object:
    """Return an object identifying the current operating system.

    The object behaves like a named tuple with the following fields:
      (sysname, nodename, release, version, machine)"""
    data = os_uname()
    values = arr[W_Object](5)
    at = 0
    for i in range(5):
        end = int(arr_find8(data, at, len(data), 0))
        values[i] = str_from_utf8(array_slice(data, at, end - at))
        at = end + 1
    return new_struct(w_uname_result, values)


@builtin_function
def times() -> W_Object:
    """Return a collection containing process timing information.

    The object returned behaves like a named tuple with these fields:
      (utime, stime, cutime, cstime, elapsed_time)
    All fields are floating-point numbers."""
    spans = arr[int](5)
    proc_times(spans)
    values = arr[W_Object](5)
    for i in range(5):
        values[i] = W_Float(float(spans[i] // 10000000) / 100.0)
    return new_struct(w_times_result, values)


@builtin_function
def cpu_count() -> W_Object:
    """Return the number of logical CPUs in the system.

    Return None if indeterminable."""
    n = int(os_cpu_count())
    if n < 1:
        return w_None
    return W_Int(n)


@builtin_function("strerror")
def posix_strerror(code: int, /) -> str:
    """Translate an error code to a message string."""
    return strerror(code)


@builtin_function
def urandom(size: int, /) -> W_Object:
    """Return a bytes object containing random bytes suitable for cryptographic use."""
    if size < 0:
        raise value_error("negative argument not allowed")
    buffer = arr[u8](size)
    random_bytes(buffer)
    return new_bytes(buffer)


@builtin_function
def getrandom(size: int, flags: i32 = 0) -> W_Object:
    """Obtain a series of random bytes."""
    return urandom(size)


# Status of a child, as `wait` answers it.


@builtin_function
def WIFEXITED(status: i32) -> bool:
    """Return True if the process returning status exited via the exit() system call."""
    return status & 0x7F == 0


@builtin_function
def WEXITSTATUS(status: i32) -> int:
    """Return the process return code from status."""
    return status >> 8 & 0xFF


@builtin_function
def WIFSIGNALED(status: i32) -> bool:
    """Return True if the process returning status was terminated by a signal."""
    return status & 0x7F != 0 and status & 0x7F != 0x7F


@builtin_function
def WTERMSIG(status: i32) -> int:
    """Return the signal that terminated the process that provided the status value."""
    return status & 0x7F


@builtin_function
def WIFSTOPPED(status: i32) -> bool:
    """Return True if the process returning status was stopped."""
    return status & 0xFF == 0x7F


@builtin_function
def WSTOPSIG(status: i32) -> int:
    """Return the signal that stopped the process that provided the status value."""
    return status >> 8 & 0xFF


@builtin_function
def WIFCONTINUED(status: i32) -> bool:
    """Return True if a particular process was continued from a job control stop."""
    return status == 0xFFFF


@builtin_function
def WCOREDUMP(status: i32, /) -> bool:
    """Return True if the process returning status was dumped to a core file."""
    return status & 0x80 != 0


@builtin_function
def waitstatus_to_exitcode(status: i32) -> int:
    """Convert a wait status to an exit code.

    On Unix:

    * If WIFEXITED(status) is true, return WEXITSTATUS(status).
    * If WIFSIGNALED(status) is true, return -WTERMSIG(status).
    * Otherwise, raise a ValueError."""
    if status & 0x7F == 0:
        return status >> 8 & 0xFF
    if status & 0xFF == 0x7F:
        raise value_error(f"process stopped by delivery of signal {status >> 8 & 0xFF}")
    if status == 0xFFFF:
        raise value_error(f"invalid wait status: {status}")
    return -(status & 0x7F)
