"""What waits for a safe place in the program: signals, finalizers, thread switches."""

from python.rpython import Final, inline, noinline, safepoint
from python.externs import signal_next
from python.interpreter.errors import keyboard_interrupt
from python.interpreter.finalizers import run_finalizers

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


def check_signals() -> None:
    """Raises KeyboardInterrupt if Ctrl-C was pressed."""
    while True:
        signal = signal_next()
        if signal == 0:
            return
        if signal == SIGINT:
            raise keyboard_interrupt()
