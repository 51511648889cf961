# Fields are declared in the class body and set in `__init__`.
from lib.core import say


class Point:
    x: int
    y: int

    def __init__(self, x: int, y: int) -> None:
        self.x = x
        self.y = y


def main() -> None:
    p = Point(1, 2)
    q = Point(3, 4)
    p.x += q.y
    say(f"{p.x} {p.y} {q.x} {q.y}")

# prints:
# 5 2 3 4
