# A `ClassConst` is overridden below and read through instances.
from python.rpython import ClassConst
from lib.core import say


class Shape:
    sides: ClassConst[int] = 0
    name: ClassConst[str] = "shape"

    def show(self) -> None:
        say(f"{self.name} {self.sides}")


class Square(Shape):
    sides = 4
    name = "square"


class Grid(Square):
    name: ClassConst[str] = "grid"


def main() -> None:
    for s in [Shape(), Square(), Grid()]:
        s.show()

# prints:
# shape 0
# square 4
# grid 4
