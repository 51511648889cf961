# `arr_copy` out of bounds traps.
# trap: bounds
from python.rpython import arr, arr_copy
from lib.core import say


def copy(n: int) -> None:
    a: arr[int] = [1, 2, 3]
    b = arr[int](3)
    arr_copy(a, 1, b, 0, n)
    say(f"{b[0]} {b[1]}")


def main() -> None:
    copy(2)
    copy(3)

# prints:
# 2 3
