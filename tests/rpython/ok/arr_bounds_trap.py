# An index out of bounds traps.
# trap: bounds
from python.rpython import arr
from lib.core import say


def at(a: arr[int], i: int) -> int:
    return a[i]


def main() -> None:
    a: arr[int] = [1, 2]
    say(f"{at(a, 1)}")
    say(f"{at(a, 2)}")

# prints:
# 2
