"""Containers whose repr is being made, so that one that contains itself prints `...`."""

from python.objects.base import W_Object
from python.rlib.list import List
from python.rpython import Final


class ReprGuard:
    active: Final[List[W_Object]]

    def __init__(self) -> None:
        self.active = List[W_Object]()


# One thread runs at a time and a repr that switches threads leaves its objects marked for the others too:
# they then print `...`, as they would if they contained each other.
repr_guard: Final = ReprGuard()


def repr_enter(w_obj: W_Object) -> bool:
    """False: its repr is being made already."""
    active = repr_guard.active
    i = 0
    while i < active.length:
        if active[i] is w_obj:
            return False
        i += 1
    active.append(w_obj)
    return True


def repr_leave(w_obj: W_Object) -> None:
    active = repr_guard.active
    i = active.length - 1
    while i >= 0:
        if active[i] is w_obj:
            active.remove_range(i, 1)
            return
        i -= 1
