# `len(a)` is an `i32`.
from python.rpython import arr, i32
from lib.core import say


def last(a: arr[int]) -> int:
    n: i32 = len(a)
    return a[n - 1]


def main() -> None:
    say(f"{last([4, 5, 6])} {len(b"bytes")}")

# prints:
# 6 5
