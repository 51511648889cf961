"""Streams with bytes that have not been written: at the end of the program they are flushed."""

from python.interpreter.calling import call_method0
from python.interpreter.errors import OperationError
from python.modules.io_support import is_closed
from python.objects.base import W_Object
from python.rlib.list import List
from python.rpython import Final, Weak, weak_get, weak_new


class OpenWriters:
    """The outer ones behind the inner ones they write to: in the order of their making."""

    items: List[Weak]
    limit: int = 64

    def __init__(self) -> None:
        self.items = List[Weak]()

    def add(self, w_stream: W_Object) -> None:
        if len(self.items) >= self.limit:
            self.drop_dead()
        self.items.append(weak_new(w_stream))

    def drop_dead(self) -> None:
        live = List[Weak]()
        for i in range(len(self.items)):
            if weak_get(self.items[i]) is not None:
                live.append(self.items[i])
        self.items = live
        self.limit = max(64, len(live) * 2)

    def flush_all(self) -> None:
        i = len(self.items) - 1
        while i >= 0:
            w_stream = weak_get(self.items[i])
            if isinstance(w_stream, W_Object):
                flush_quietly(w_stream)
            i -= 1


def flush_quietly(w_stream: W_Object) -> None:
    try:
        if not is_closed(w_stream):
            call_method0(w_stream, "flush")
    except OperationError:
        # The stream has been forgotten, and with it who could be told.
        pass


open_writers: Final = OpenWriters()
