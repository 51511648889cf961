# A table of functions.
from python.rpython import Final, Fn, arr
from lib.core import say


def inc(x: int) -> int:
    return x + 1


def double(x: int) -> int:
    return x * 2


STEPS: Final[arr[Fn[[int], int]]] = [inc, double, inc]


def main() -> None:
    x = 5
    for f in STEPS:
        x = f(x)
    say(f"{x}")

# prints:
# 13
