# An `int` index that does not fit 32 bits traps, also where its low half would be in bounds.
# trap: bounds
from python.rpython import arr
from lib.core import say


def at(a: arr[int], i: int) -> int:
    return a[i]


def main() -> None:
    a: arr[int] = [7, 8]
    say(f"{at(a, 1)}")
    say(f"{at(a, (1 << 32) + 1)}")

# prints:
# 8
