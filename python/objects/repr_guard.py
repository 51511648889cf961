"""Containers whose repr is being made, so that one that contains itself prints `...`."""

from python.objects.base import W_Object
from python.rlib.list import List
from python.rpython import Final, arr, identity_hash

FEW: Final = 16  # as many are searched one by one


class ReprGuard:
    """A stack; above FEW objects, the rest is also in a table with linear probing, at most half full."""

    active: Final[List[W_Object]]
    slots: arr[W_Object | None]

    def __init__(self) -> None:
        self.active = List[W_Object]()
        self.slots = arr[W_Object | None](64)

    def contains(self, w_obj: W_Object) -> bool:
        active = self.active
        for i in range(min(active.length, FEW)):
            if active[i] is w_obj:
                return True
        if active.length <= FEW:
            return False
        return self.slots[self.slot_of(w_obj)] is not None

    def slot_of(self, w_obj: W_Object) -> int:
        """Where the object is, or the free slot for it."""
        slots = self.slots
        mask = len(slots) - 1
        i = (identity_hash(w_obj) * 31) & mask
        while slots[i] is not None and slots[i] is not w_obj:
            i = (i + 1) & mask
        return i

    def push(self, w_obj: W_Object) -> None:
        self.active.append(w_obj)
        n = self.active.length
        if n <= FEW:
            return
        if 2 * n > len(self.slots):
            self.rebuild(len(self.slots) * 2)
        else:
            self.slots[self.slot_of(w_obj)] = w_obj

    def rebuild(self, size: int) -> None:
        self.slots = arr[W_Object | None](size)
        for i in range(FEW, self.active.length):
            self.slots[self.slot_of(self.active[i])] = self.active[i]

    def remove(self, w_obj: W_Object) -> None:
        """Takes it away, with what stands above it: those could not leave when the host's stack was used up."""
        active = self.active
        at = active.length - 1
        while at >= 0 and active[at] is not w_obj:
            at = at - 1
        if at < 0:
            return
        while active.length > at:
            last = active.length - 1
            # The one that came last stands at the end of its row of taken slots: nobody looks past it.
            if last >= FEW:
                self.slots[self.slot_of(active[last])] = None
            active.remove_range(last, 1)


# One thread runs at a time and a repr that switches threads leaves its objects marked for the others too: they then print
# `...`, as they would if they contained each other. One that ends first takes away the marks made after its own.
repr_guard: Final = ReprGuard()


def repr_enter(w_obj: W_Object) -> bool:
    """False: its repr is being made already."""
    if repr_guard.contains(w_obj):
        return False
    repr_guard.push(w_obj)
    return True


def repr_leave(w_obj: W_Object) -> None:
    repr_guard.remove(w_obj)
