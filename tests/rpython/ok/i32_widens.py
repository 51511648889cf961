# An `i32` widens to `int` by itself: as argument, in assignments, in results.
from python.rpython import i32
from lib.core import say


def double(x: int) -> int:
    return x + x


def narrow() -> i32:
    return 2147483647


def wide() -> int:
    return narrow()


def main() -> None:
    n = narrow()
    n += 1
    say(f"{double(narrow())} {n} {wide()}")

# prints:
# 4294967294 2147483648 2147483647
