# `sdiv` and `srem` round towards zero.
from python.rpython import sdiv, srem
from lib.core import say


def show(a: int, b: int) -> None:
    say(f"{sdiv(a, b)} {srem(a, b)} {a // b} {a % b}")


def main() -> None:
    show(7, 2)
    show(-7, 2)
    show(7, -2)
    show(-7, -2)

# prints:
# 3 1 3 1
# -3 -1 -4 1
# -3 1 -4 -1
# 3 -1 3 -1
