# `C.m` is a function that takes the object first.
from python.rpython import Fn
from lib.core import say


class Point:
    x: int

    def __init__(self, x: int) -> None:
        self.x = x

    def moved(self, by: int) -> int:
        return self.x + by


def apply(f: Fn[[Point, int], int], p: Point) -> int:
    return f(p, 10)


def main() -> None:
    say(f"{apply(Point.moved, Point(5))}")

# prints:
# 15
