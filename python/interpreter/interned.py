"""Interned strings: one object for each name, so that look-ups mostly compare identity."""

from python.rpython import Final
from python.interpreter.nametable import NameTable


class InternTable:
    table: NameTable[str]

    def __init__(self) -> None:
        self.table = NameTable[str]()


interned: Final = InternTable()


def intern_name(name: str) -> str:
    """The one string that stands for all equal to `name`."""
    known = interned.table.get(name)
    if known is not None:
        return known
    interned.table.set(name, name)
    return name
