# `[a, b]` is an array of the expected element type.
# not in CPython: list literals do not know their elements
from python.rpython import arr, i32, u8
from lib.core import say


def total(xs: arr[u8]) -> int:
    n = 0
    for x in xs:
        n += x
    return n


def main() -> None:
    small: arr[i32] = [1, 2, 3]
    say(f"{total([250, 6, 300])} {len(small)} {small[2]}")
    nothing: arr[int] = []
    say(f"{len(nothing)}")

# prints:
# 300 3 3
# 0
