"""What waits for a safe place in the program: signals, finalizers, thread switches."""

from python.rpython import Final, arr, i32, inline, noinline, safepoint, u8
from python.externs import fs_write, signal_next
from python.interpreter.calling import call2
from python.interpreter.errors import keyboard_interrupt
from python.interpreter.finalizers import run_finalizers
from python.interpreter.frame import ec
from python.objects.base import W_Object
from python.objects.int_ import W_Int
from python.objects.singletons import w_None

SIGINT: Final = 2


@inline
def poll() -> None:
    """Called on every backward jump."""
    if safepoint():
        handle_events()


@noinline
def handle_events() -> None:
    run_finalizers()
    check_signals()


class SignalHandlers:
    """What the program does with each signal; null: what the system does, but for the interrupt."""

    table: arr[W_Object | None]
    wakeup_fd: int = -1

    def __init__(self) -> None:
        self.table = arr[W_Object | None](65)


signal_handlers: Final = SignalHandlers()


def check_signals() -> None:
    """Calls the handlers of the signals that have come; without one Ctrl-C is a KeyboardInterrupt."""
    while True:
        signal = int(signal_next())
        if signal == 0:
            return
        if signal_handlers.wakeup_fd >= 0:
            byte = arr[u8](1)
            byte[0] = signal
            fs_write(i32(signal_handlers.wakeup_fd), byte, 0, 1)
        handle_signal(signal)


def handle_signal(signal: int) -> None:
    w_handler = signal_handlers.table[signal]
    if w_handler is None:
        if signal == SIGINT:
            raise keyboard_interrupt()
        return
    w_frame: W_Object = w_None
    frame = ec.frame
    if frame is not None:
        w_frame = frame
    call2(w_handler, W_Int(signal), w_frame)
