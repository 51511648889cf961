# Class patterns try from the top.
from lib.core import say


class Shape:
    pass


class Square(Shape):
    side: int

    def __init__(self, side: int) -> None:
        self.side = side


class Circle(Shape):
    r: int

    def __init__(self, r: int) -> None:
        self.r = r


def area(s: Shape) -> int:
    match s:
        case Square():
            return s.side * s.side
        case Circle():
            return 3 * s.r * s.r
        case _:
            return 0


def main() -> None:
    say(f"{area(Square(4))} {area(Circle(2))} {area(Shape())}")

# prints:
# 16 12 0
