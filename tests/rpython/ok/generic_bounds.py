# `[T: Base]`: the body may use what `Base` has.
from python.rpython import arr
from lib.core import say


class Shape:
    def area(self) -> int:
        return 0


class Square(Shape):
    side: int

    def __init__(self, side: int) -> None:
        self.side = side

    def area(self) -> int:
        return self.side * self.side


def largest[T: Shape](items: arr[T]) -> T:
    best = items[0]
    for x in items:
        if x.area() > best.area():
            best = x
    return best


def main() -> None:
    say(f"{largest([Square(2), Square(5), Square(3)]).side}")

# prints:
# 5
