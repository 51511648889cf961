# `arr_compare(a, ai, b, bi, n)` orders bytes as unsigned numbers; only the sign counts.
from python.rpython import arr_compare
from lib.core import say


def sign(n: int) -> int:
    return int(n > 0) - int(n < 0)


def main() -> None:
    a = b"abc\xff"
    b = b"abd\x01"
    say(f"{sign(arr_compare(a, 0, b, 0, 3))} {sign(arr_compare(a, 0, b, 0, 2))} {sign(arr_compare(a, 3, b, 3, 1))}")

# prints:
# -1 0 1
