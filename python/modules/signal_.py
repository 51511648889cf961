"""_signal: handlers of the program for signals that the host notes."""

from python.externs import proc_kill, proc_pid, signal_timer, signal_watch, time_sleep_ns
from python.interpreter.errors import keyboard_interrupt, type_error, value_error
from python.interpreter.calling import is_callable
from python.interpreter.events import SIGINT, check_signals, signal_handlers
from python.modules.errno_ import split_row
from python.modules.os_error import EINTR, check, os_error
from python.objects.base import W_Object
from python.objects.exceptions.special import W_OSError
from python.objects.float_ import W_Float, float_of
from python.objects.int_ import W_AbstractInt, W_Int
from python.objects.module_ import W_Module, builtin_modules
from python.objects.set_ import W_Set
from python.objects.singletons import w_None
from python.objects.tuple_ import new_tuple
from python.rpython import Final, arr, builtin_function, i32, typeof

MODULE: Final = "_signal"
NSIG: Final = 65
SECOND: Final = 1000000000
SIG_DFL: Final = 0
SIG_IGN: Final = 1
IGNORED: Final = [13, 25]  # SIGPIPE and SIGXFSZ: a write says so
NAMES: Final = [
    "SIGHUP 1", "SIGINT 2", "SIGQUIT 3", "SIGILL 4", "SIGTRAP 5", "SIGABRT 6", "SIGIOT 6", "SIGBUS 7", "SIGFPE 8", "SIGKILL 9",
    "SIGUSR1 10", "SIGSEGV 11", "SIGUSR2 12", "SIGPIPE 13", "SIGALRM 14", "SIGTERM 15", "SIGSTKFLT 16", "SIGCHLD 17",
    "SIGCLD 17", "SIGCONT 18", "SIGSTOP 19", "SIGTSTP 20", "SIGTTIN 21", "SIGTTOU 22", "SIGURG 23", "SIGXCPU 24",
    "SIGXFSZ 25", "SIGVTALRM 26", "SIGPROF 27", "SIGWINCH 28", "SIGIO 29", "SIGPOLL 29", "SIGPWR 30", "SIGSYS 31",
    "SIGRTMIN 34", "SIGRTMAX 64", "NSIG 65", "SIG_DFL 0", "SIG_IGN 1", "SIG_BLOCK 0", "SIG_UNBLOCK 1", "SIG_SETMASK 2",
    "ITIMER_REAL 0", "ITIMER_VIRTUAL 1", "ITIMER_PROF 2",
]
TEXTS: Final = [
    "1 Hangup", "2 Interrupt", "3 Quit", "4 Illegal instruction", "5 Trace/breakpoint trap", "6 Aborted", "7 Bus error",
    "8 Floating point exception", "9 Killed", "10 User defined signal 1", "11 Segmentation fault",
    "12 User defined signal 2", "13 Broken pipe", "14 Alarm clock", "15 Terminated", "16 Stack fault", "17 Child exited",
    "18 Continued", "19 Stopped (signal)", "20 Stopped", "21 Stopped (tty input)", "22 Stopped (tty output)",
    "23 Urgent I/O condition", "24 CPU time limit exceeded", "25 File size limit exceeded", "26 Virtual timer expired",
    "27 Profiling timer expired", "28 Window changed", "29 I/O possible", "30 Power failure", "31 Bad system call",
]


def init_module(w_module: W_Module) -> None:
    for row in NAMES:
        name, number = split_row(row)
        w_module.attr_set(name, W_Int(number))
    for number in IGNORED:
        signal_handlers.table[number] = W_Int(SIG_IGN)
    w_module.attr_set("ItimerError", typeof(W_OSError))


def check_number(number: int) -> None:
    if number < 1 or number >= NSIG:
        raise value_error("signal number out of range")


@builtin_function
def default_int_handler(signalnum: int, frame: W_Object, /) -> W_Object:
    """The default handler for SIGINT installed by Python.

    It raises KeyboardInterrupt."""
    raise keyboard_interrupt()


@builtin_function
def signal(signalnum: int, handler: W_Object, /) -> W_Object:
    """Set the action for the given signal.

    The action can be SIG_DFL, SIG_IGN, or a callable Python object.
    The previous action is returned.  See getsignal() for possible return values.

    *** IMPORTANT NOTICE ***
    A signal handler function is called with two arguments:
    the first is the signal number, the second is the interrupted stack frame."""
    how = 1
    if isinstance(handler, W_AbstractInt) and handler.fits_int() and handler.as_int() == SIG_DFL:
        how = 0
    elif isinstance(handler, W_AbstractInt) and handler.fits_int() and handler.as_int() == SIG_IGN:
        how = 2
    elif not is_callable(handler):
        raise type_error("signal handler must be signal.SIG_IGN, signal.SIG_DFL, or a callable object")
    check_number(signalnum)
    check_signals()
    w_former = handler_of(signalnum)
    check(signal_watch(i32(signalnum), i32(how)))
    signal_handlers.table[signalnum] = handler
    return w_former


def handler_of(number: int) -> W_Object:
    w_handler = signal_handlers.table[number]
    if w_handler is None and number == SIGINT:
        w_handler = builtin_modules.get_or_make("_signal").w_dict.get_str("default_int_handler")
    return W_Int(SIG_DFL) if w_handler is None else w_handler


@builtin_function
def getsignal(signalnum: int, /) -> W_Object:
    """Return the current action for the given signal.

    The return value can be:
      SIG_IGN -- if the signal is being ignored
      SIG_DFL -- if the default action for the signal is in effect
      None    -- if an unknown handler is in effect
      anything else -- the callable Python object used as a handler"""
    check_number(signalnum)
    return handler_of(signalnum)


@builtin_function
def raise_signal(signalnum: int, /) -> None:
    """Send a signal to the executing process."""
    check(proc_kill(proc_pid(), i32(signalnum)))
    check_signals()


@builtin_function
def strsignal(signalnum: int, /) -> W_Object:
    """Return the system description of the given signal.

    Returns the description of signal *signalnum*, such as "Interrupt"
    for :const:`SIGINT`. Returns :const:`None` if *signalnum* has no
    description. Raises :exc:`ValueError` if *signalnum* is invalid."""
    check_number(signalnum)
    start = f"{signalnum} "
    for row in TEXTS:
        if row.startswith(start):
            return row.slice(len(start), len(row))
    return w_None


@builtin_function
def valid_signals() -> W_Object:
    """Return a set of valid signal numbers on this platform.

    The signal numbers returned by this function can be safely passed to
    functions like `pthread_kill`."""
    w_all = W_Set()
    for number in range(1, NSIG):
        if number < 32 or number > 33:
            w_all.add_w(W_Int(number))
    return w_all


@builtin_function
def pause() -> None:
    """Wait until a signal arrives."""
    while time_sleep_ns(1000000000) != -EINTR:
        pass
    check_signals()


@builtin_function
def alarm(seconds: int, /) -> int:
    """Arrange for SIGALRM to arrive after the given number of seconds."""
    former = arr[int](2)
    check(signal_timer(0, seconds * SECOND, 0, former))
    return (former[0] + SECOND // 2) // SECOND


@builtin_function
def setitimer(which: int, seconds: W_Object, interval: W_Object | None = None, /) -> W_Object:
    """Sets given itimer (one of ITIMER_REAL, ITIMER_VIRTUAL or ITIMER_PROF).

    The timer will fire after value seconds and after that every interval seconds.
    The itimer can be cleared by setting seconds to zero.

    Returns old values as a tuple: (delay, interval)."""
    former = arr[int](2)
    pause = 0.0 if interval is None else float_of(interval)
    check(signal_timer(i32(which), int(float_of(seconds) * 1e9), int(pause * 1e9), former))
    return new_tuple([W_Float(float(former[0]) / 1e9), W_Float(float(former[1]) / 1e9)])


@builtin_function
def siginterrupt(signalnum: int, flag: bool, /) -> None:
    """Change system call restart behaviour: calls are always interrupted, and tried again by the interpreter."""
    check_number(signalnum)


@builtin_function
def set_wakeup_fd(fd: W_Object, /, *, warn_on_full_buffer: bool = True) -> int:
    """Sets the fd to be written to (with the signal number) when a signal comes in.

    Returns the previous fd or -1."""
    former = signal_handlers.wakeup_fd
    if not isinstance(fd, W_AbstractInt):
        raise type_error("an integer is required")
    signal_handlers.wakeup_fd = fd.as_int()
    return former
