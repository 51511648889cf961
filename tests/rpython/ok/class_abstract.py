# `@abstract` classes are not made; `...` is the body of a method that subclasses must have.
from python.rpython import abstract
from lib.core import say


@abstract
class Shape:
    def area(self) -> int: ...

    def twice(self) -> int:
        return self.area() * 2


class Square(Shape):
    side: int

    def __init__(self, side: int) -> None:
        self.side = side

    def area(self) -> int:
        return self.side * self.side


class Unit(Shape):
    def area(self) -> int:
        return 1


def main() -> None:
    shapes = [Square(3), Unit()]
    for s in shapes:
        say(f"{s.area()} {s.twice()}")

# prints:
# 9 18
# 1 2
