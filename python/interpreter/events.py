"""What waits for a safe place in the program: signals, finalizers, thread switches."""

from python.rpython import Final, inline, noinline, safepoint
from python.interpreter.finalizers import run_finalizers


@inline
def poll() -> None:
    """Called on every backward jump."""
    if safepoint():
        handle_events()


@noinline
def handle_events() -> None:
    run_finalizers()
