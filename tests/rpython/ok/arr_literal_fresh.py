# Each evaluation of an array literal makes a new array.
from python.rpython import arr
from lib.core import flag, say


def make(n: int) -> arr[int]:
    return [n, n + 1]


def main() -> None:
    a = make(1)
    b = make(1)
    a[0] = 9
    say(f"{a[0]} {b[0]} {flag(a is b)}")

# prints:
# 9 1 no
