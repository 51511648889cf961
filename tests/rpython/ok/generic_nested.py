# Generic types nest.
from python.rpython import arr
from lib.core import say


class Box[T]:
    item: T

    def __init__(self, item: T) -> None:
        self.item = item


def unwrap[T](b: Box[Box[T]]) -> T:
    return b.item.item


def main() -> None:
    b = Box(Box(arr[int](3)))
    b.item.item[2] = 6
    say(f"{unwrap(b)[2]} {unwrap(Box(Box("deep")))}")

# prints:
# 6 deep
