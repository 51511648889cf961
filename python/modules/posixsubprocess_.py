"""_posixsubprocess: the start of a child for Lib/subprocess.py."""

from python.externs import fs_write, proc_spawn
from python.interpreter.errors import not_implemented_error
from python.interpreter.iteration import unpack_iterable
from python.interpreter.operation import int_of
from python.modules.posix_path import fs_bytes
from python.modules.posix_spawn import HAS_ENV, RESTORE_SIGNALS, list_bytes
from python.objects.base import W_Object
from python.objects.codecs import utf8_of_str
from python.objects.singletons import w_None
from python.rpython import Final, arr, builtin_function, i32, u8

MODULE: Final = "_posixsubprocess"
CLOSE_OTHERS: Final = 2
NEW_SESSION: Final = 8
NO_CHILD: Final = 0x3FFFFFFF  # no process has it: waiting for it finds nothing


@builtin_function
def fork_exec(
    args: W_Object, executable_list: W_Object, close_fds: bool, pass_fds: W_Object, cwd: W_Object, env: W_Object,
    p2cread: int, p2cwrite: int, c2pread: int, c2pwrite: int, errread: int, errwrite: int, errpipe_read: int,
    errpipe_write: int, restore_signals: bool, call_setsid: bool, pgid_to_set: int, gid: W_Object,
    extra_groups: W_Object, uid: W_Object, child_umask: int, preexec_fn: W_Object, /
) -> int:
    """Spawn a fresh new child process.

    The child gets p2cread, c2pwrite and errwrite as its standard streams, and of the other descriptors those in
    pass_fds. If its program cannot be started, errpipe_read gives the reason. Returns: the child process's PID."""
    if preexec_fn is not w_None:
        raise not_implemented_error("preexec_fn is not supported by this interpreter")
    if gid is not w_None or uid is not w_None or extra_groups is not w_None or child_umask >= 0 or pgid_to_set >= 0:
        raise not_implemented_error("user, group, umask and process_group are not supported by this interpreter")
    kept = unpack_iterable(pass_fds)
    fds = arr[int](3 + len(kept))
    fds[0] = p2cread
    fds[1] = c2pwrite
    fds[2] = errwrite
    for i in range(len(kept)):
        fds[3 + i] = int_of(kept[i])
    flags = 0
    environment: arr[u8] = b""
    if env is not w_None:
        flags = HAS_ENV
        environment = list_bytes(unpack_iterable(env))
    if close_fds:
        flags = flags | CLOSE_OTHERS
    if restore_signals:
        flags = flags | RESTORE_SIGNALS
    if call_setsid:
        flags = flags | NEW_SESSION
    folder: arr[u8] = b""
    if cwd is not w_None:
        folder = fs_bytes(cwd)
    programs = list_bytes(unpack_iterable(executable_list))
    pid = int(proc_spawn(programs, list_bytes(unpack_iterable(args)), environment, folder, fds, i32(flags)))
    if pid >= 0:
        return pid
    what = "noexec:chdir" if fds[0] == 1 and len(folder) > 0 else ""
    report = utf8_of_str(f"OSError:{hex_text(-pid)}:{what}")
    fs_write(i32(errpipe_write), report, 0, i32(len(report)))
    return NO_CHILD


def hex_text(number: int) -> str:
    text = ""
    while True:
        digit = number & 15
        text = "0123456789abcdef".slice(digit, digit + 1) + text
        number = number >> 4
        if number == 0:
            return text
