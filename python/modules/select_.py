"""select: waiting for descriptors, by the host's poll."""

from python.externs import fs_poll, time_monotonic_ns
from python.interpreter.attributes import find_attr
from python.interpreter.calling import call_method0
from python.interpreter.errors import OperationError, key_error, type_error, value_error
from python.interpreter.events import check_signals
from python.interpreter.iteration import unpack_iterable
from python.interpreter.operation import int_of
from python.modules.errno_ import split_row
from python.modules.os_error import EBADF, EINTR, check, os_error
from python.objects.base import W_Object
from python.objects.dict_ import W_Dict
from python.objects.exceptions.special import W_OSError
from python.objects.flags import NO_NEW
from python.objects.float_ import float_of
from python.objects.int_ import W_AbstractInt, W_Int
from python.objects.list_ import W_List, new_list
from python.objects.module_ import W_Module
from python.objects.singletons import w_None
from python.objects.tuple_ import new_tuple
from python.rpython import Final, arr, builtin, builtin_function, fceil, i32, pytype, typeof

MODULE: Final = "select"
POLLIN: Final = 1
POLLOUT: Final = 4
POLLERR: Final = 8
POLLHUP: Final = 16
POLLNVAL: Final = 32
NAMES: Final = [
    "POLLIN 1", "POLLPRI 2", "POLLOUT 4", "POLLERR 8", "POLLHUP 16", "POLLNVAL 32", "POLLRDNORM 64", "POLLRDBAND 128",
    "POLLWRNORM 256", "POLLWRBAND 512", "POLLMSG 1024", "POLLRDHUP 8192", "PIPE_BUF 4096",
]


def init_module(w_module: W_Module) -> None:
    for row in NAMES:
        name, number = split_row(row)
        w_module.attr_set(name, W_Int(number))
    w_module.attr_set("error", typeof(W_OSError))


def fd_of(w_file: W_Object) -> int:
    """An integer, or what `fileno()` answers."""
    w_fd = w_file
    if not isinstance(w_file, W_AbstractInt):
        if find_attr(w_file, "fileno") is None:
            raise type_error("argument must be an int, or have a fileno() method.")
        w_fd = call_method0(w_file, "fileno")
        if not isinstance(w_fd, W_AbstractInt):
            raise type_error("fileno() returned a non-integer")
    fd = int_of(w_fd)
    if fd < 0:
        raise value_error(f"file descriptor cannot be a negative integer ({fd})")
    return fd


def wait_ready(fds: arr[int], timeout_ms: int) -> int:
    """Goes on waiting for what is left of the time when a signal comes."""
    end = time_monotonic_ns() + timeout_ms * 1000000
    left = timeout_ms
    while True:
        result = int(fs_poll(fds, i32(min(left, 0x7FFFFFFF))))
        if result != -EINTR:
            return check(result)
        check_signals()
        if timeout_ms >= 0:
            left = max((end - time_monotonic_ns() + 999999) // 1000000, 0)


def milliseconds(w_timeout: W_Object, scale: float) -> int:
    """-1: without end."""
    if w_timeout is w_None:
        return -1
    value = float_of(w_timeout) * scale
    return max(int(fceil(value)), -1) if value >= 0.0 else -1


@pytype("select.poll", flags=NO_NEW)
class W_Poll(W_Object):
    w_masks: W_Dict

    def __init__(self) -> None:
        self.w_masks = W_Dict()

    @builtin
    def register(self, fd: W_Object, eventmask: int = 7, /) -> None:
        """Register a file descriptor with the polling object."""
        self.w_masks.setitem(W_Int(fd_of(fd)), W_Int(eventmask))

    @builtin
    def modify(self, fd: W_Object, eventmask: int, /) -> None:
        """Modify an already registered file descriptor."""
        w_fd = W_Int(fd_of(fd))
        if self.w_masks.get(w_fd) is None:
            raise os_error(2)
        self.w_masks.setitem(w_fd, W_Int(eventmask))

    @builtin
    def unregister(self, fd: W_Object, /) -> None:
        """Remove a file descriptor being tracked by the polling object."""
        w_fd = W_Int(fd_of(fd))
        if self.w_masks.get(w_fd) is None:
            raise key_error(w_fd)
        self.w_masks.delitem(w_fd)

    @builtin
    def poll(self, timeout: W_Object = w_None, /) -> W_Object:
        """Polls the set of registered file descriptors.

        Returns a list containing any descriptors that have events or errors to
        report, as a list of (fd, event) 2-tuples."""
        keys = self.w_masks.keys_array()
        fds = arr[int](len(keys) * 3)
        for i in range(len(keys)):
            fds[i * 3] = int_of(keys[i])
            w_mask = self.w_masks.get(keys[i])
            if w_mask is not None:
                fds[i * 3 + 1] = int_of(w_mask)
        wait_ready(fds, milliseconds(timeout, 1.0))
        w_ready = new_list([])
        for i in range(len(keys)):
            if fds[i * 3 + 2] != 0:
                w_ready.append_w(new_tuple([W_Int(fds[i * 3]), W_Int(fds[i * 3 + 2])]))
        return w_ready


@builtin_function
def poll() -> W_Object:
    """Returns a polling object.

    This object supports registering and unregistering file descriptors, and then
    polling them for I/O events."""
    return W_Poll()


@builtin_function
def select(rlist: W_Object, wlist: W_Object, xlist: W_Object, timeout: W_Object = w_None, /) -> W_Object:
    """Wait until one or more file descriptors are ready for some kind of I/O.

    The first three arguments are iterables of file descriptors to be waited for:
    rlist -- wait until ready for reading
    wlist -- wait until ready for writing
    xlist -- wait for an "exceptional condition"
    The return value is a tuple of three lists corresponding to the first three
    arguments; each contains the subset of the corresponding file descriptors
    that are ready."""
    readers = unpack_iterable(rlist)
    writers = unpack_iterable(wlist)
    others = unpack_iterable(xlist)
    n = int(len(readers)) + int(len(writers)) + int(len(others))
    fds = arr[int](n * 3)
    at = enter(fds, 0, readers, POLLIN)
    at = enter(fds, at, writers, POLLOUT)
    enter(fds, at, others, 2)
    if timeout is not w_None and float_of(timeout) < 0.0:
        raise value_error("timeout must be non-negative")
    wait_ready(fds, milliseconds(timeout, 1000.0))
    for i in range(n):
        if fds[i * 3 + 2] & POLLNVAL != 0:
            raise os_error(EBADF)
    first = int(len(readers))
    second = first + int(len(writers))
    w_read = chosen(fds, 0, readers, POLLIN | POLLHUP | POLLERR)
    w_written = chosen(fds, first, writers, POLLOUT | POLLERR)
    return new_tuple([w_read, w_written, chosen(fds, second, others, 2)])


def enter(fds: arr[int], at: int, files: arr[W_Object], events: int) -> int:
    for w_file in files:
        fds[at * 3] = fd_of(w_file)
        fds[at * 3 + 1] = events
        at += 1
    return at


def chosen(fds: arr[int], start: int, files: arr[W_Object], events: int) -> W_List:
    w_list = new_list([])
    for i in range(len(files)):
        if fds[(start + i) * 3 + 2] & events != 0:
            w_list.append_w(files[i])
    return w_list
