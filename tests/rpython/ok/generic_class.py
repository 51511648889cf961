# A generic class is compiled for each type that it is used with.
from lib.core import say, show_float


class Box[T]:
    item: T

    def __init__(self, item: T) -> None:
        self.item = item

    def swap(self, item: T) -> T:
        old = self.item
        self.item = item
        return old


def main() -> None:
    a = Box(1)
    b = Box("text")
    c = Box[float](0.5)
    say(f"{a.swap(2)} {a.item} {b.swap("new")} {b.item} {show_float(c.item)}")

# prints:
# 1 2 text new 0.5
