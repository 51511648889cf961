"""Constants and globals to be imported."""

from python.rpython import Final
from lib.core import Str

LIMIT: Final = 100
TWICE: Final = LIMIT * 2


class Point:
    x: int

    def __init__(self, x: int) -> None:
        self.x = x


class Journal:
    text: str = ""

    def note(self, name: str) -> int:
        self.text = self.text + name + ";"
        return self.text.length


origin: Final = Point(41)
journal: Final = Journal()
