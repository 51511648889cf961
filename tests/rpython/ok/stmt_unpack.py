# Unpacking into names, fields and elements; the right side is complete before the first store.
from python.rpython import arr
from lib.core import say


class Point:
    x: int = 0
    y: int = 0


def main() -> None:
    a = 1
    b = 2
    a, b = b, a
    say(f"{a} {b}")
    p = Point()
    items: arr[int] = [0, 0]
    p.x, items[1] = 5, 6
    say(f"{p.x} {items[1]}")
    items[0], items[1] = items[1], items[0]
    say(f"{items[0]} {items[1]}")

# prints:
# 2 1
# 5 6
# 6 0
