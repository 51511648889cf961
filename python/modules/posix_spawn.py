"""posix: children. `fork` and `exec` are the host's where it has them; a child with a program of its own every host can start."""

from python.externs import proc_exec, proc_fork, proc_spawn, proc_wait
from python.interpreter.errors import OperationError, type_error, value_error
from python.interpreter.events import check_signals
from python.interpreter.iteration import unpack_iterable
from python.interpreter.report import write_unraisable
from python.interpreter.calling import call0, call_method0, is_callable
from python.interpreter.operation import getitem
from python.modules.os_error import EINTR, check, os_error
from python.modules.posix_path import fs_bytes, path_arg
from python.modules.posix_process import create_environ
from python.objects.base import W_Object
from python.objects.dict_ import W_Dict
from python.objects.int_ import W_Int
from python.objects.singletons import w_None
from python.objects.tuple_ import W_Tuple, new_tuple
from python.objects.list_ import W_List, new_list
from python.objects.type_ import type_name
from python.rlib.builder import ByteBuilder
from python.rpython import Final, arr, builtin_function, i32, u8

MODULE: Final = "posix"
HAS_ENV: Final = 1
RESTORE_SIGNALS: Final = 4


def list_bytes(items: arr[W_Object]) -> arr[u8]:
    """Each item's bytes and a NUL."""
    out = ByteBuilder(64)
    for w_item in items:
        out.add(fs_bytes(w_item))
        out.add_byte(0)
    return out.build()


def env_bytes(w_env: W_Object) -> arr[u8]:
    """Of a mapping from names to values."""
    w_keys = call_method0(w_env, "keys")
    out = ByteBuilder(256)
    for w_key in unpack_iterable(w_keys):
        key = fs_bytes(w_key)
        if len(key) == 0 or contains_equals(key):
            raise value_error("illegal environment variable name")
        out.add(key)
        out.add_byte(ord("="))
        out.add(fs_bytes(getitem(w_env, w_key)))
        out.add_byte(0)
    return out.build()


def contains_equals(key: arr[u8]) -> bool:
    for i in range(1, len(key)):
        if key[i] == ord("="):
            return True
    return False


def wait_for(pid: i32, options: i32, status: arr[int]) -> int:
    while True:
        result = int(proc_wait(pid, options, status))
        if result != -EINTR:
            return check(result)
        check_signals()


@builtin_function
def waitpid(pid: i32, options: i32, /) -> W_Object:
    """Wait for completion of a given child process.

    Returns a tuple of information regarding the child process:
        (pid, status)

    The options argument is ignored on Windows."""
    status = arr[int](1)
    found = wait_for(pid, options, status)
    return new_tuple([W_Int(found), W_Int(status[0])])


@builtin_function
def wait() -> W_Object:
    """Wait for completion of a child process.

    Returns a tuple of information about the child process:
        (pid, status)"""
    return waitpid(-1, 0)


@builtin_function
def fork() -> int:
    """Fork a child process.

    Return 0 to child process and PID of child to parent process."""
    fork_hooks.run(fork_hooks.w_before, True)
    pid = int(proc_fork())
    fork_hooks.run(fork_hooks.w_in_child if pid == 0 else fork_hooks.w_in_parent, False)
    return check(pid)


class ForkHooks:
    w_before: W_List
    w_in_child: W_List
    w_in_parent: W_List

    def __init__(self) -> None:
        self.w_before = new_list([])
        self.w_in_child = new_list([])
        self.w_in_parent = new_list([])

    def run(self, w_hooks: W_List, last_first: bool) -> None:
        n = len(w_hooks)
        for i in range(n):
            w_hook = w_hooks.get(n - 1 - i if last_first else i)
            try:
                call0(w_hook)
            except OperationError as e:
                write_unraisable(e, "Exception ignored in fork hook", w_hook)


fork_hooks: Final = ForkHooks()


@builtin_function
def register_at_fork(
    *, before: W_Object | None = None, after_in_child: W_Object | None = None, after_in_parent: W_Object | None = None
) -> None:
    """Register callables to be called when forking a new process.

      before
        A callable to be called in the parent before the fork() syscall.
      after_in_child
        A callable to be called in the child after fork().
      after_in_parent
        A callable to be called in the parent after fork().

    'before' callbacks are called in reverse order.
    'after_in_child' and 'after_in_parent' callbacks are called in order."""
    if before is None and after_in_child is None and after_in_parent is None:
        raise type_error("At least one argument is required.")
    for w_hook in [before, after_in_child, after_in_parent]:
        if w_hook is not None and not is_callable(w_hook):
            raise type_error(f"'{type_name(w_hook)}' object is not callable")
    if before is not None:
        fork_hooks.w_before.append_w(before)
    if after_in_child is not None:
        fork_hooks.w_in_child.append_w(after_in_child)
    if after_in_parent is not None:
        fork_hooks.w_in_parent.append_w(after_in_parent)


def arguments(function: str, w_argv: W_Object) -> arr[W_Object]:
    if not isinstance(w_argv, (W_Tuple, W_List)):
        raise type_error(f"{function}() arg 2 must be a tuple or list")
    items = unpack_iterable(w_argv)
    if len(items) == 0:
        raise value_error(f"{function}() arg 2 must not be empty")
    if len(fs_bytes(items[0])) == 0:
        raise value_error(f"{function}() arg 2 first element cannot be empty")
    return items


@builtin_function
def execv(path: W_Object, argv: W_Object, /) -> None:
    """Execute an executable path with arguments, replacing current process."""
    where = path_arg("execv", path)
    args = list_bytes(arguments("execv", argv))
    check(proc_exec(where.data, args, env_bytes(create_environ())))


@builtin_function
def execve(path: W_Object, argv: W_Object, env: W_Object) -> None:
    """Execute an executable path with arguments, replacing current process."""
    where = path_arg("execve", path)
    args = list_bytes(arguments("execve", argv))
    check(proc_exec(where.data, args, env_bytes(env)))


@builtin_function
def system(command: W_Object) -> int:
    """Execute the command in a subshell."""
    args = ByteBuilder(64)
    args.add(b"sh\0-c\0")
    args.add(fs_bytes(command))
    args.add_byte(0)
    fds: arr[int] = [-1, -1, -1]
    pid = check(proc_spawn(b"/bin/sh\0", args.build(), b"", b"", fds, RESTORE_SIGNALS))
    status = arr[int](1)
    wait_for(i32(pid), 0, status)
    return status[0]
