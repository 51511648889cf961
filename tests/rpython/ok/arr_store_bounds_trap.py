# A store out of bounds traps too.
# trap: bounds
from python.rpython import arr, u8
from lib.core import say


def put(a: arr[u8], i: int) -> None:
    a[i] = 1


def main() -> None:
    a = arr[u8](2)
    put(a, 0)
    say(f"{a[0]}")
    put(a, -1)

# prints:
# 1
