# `trap()` stops the program.
# trap: unreachable
from python.rpython import trap
from lib.core import say


def check(n: int) -> int:
    if n < 0:
        trap()
    return n


def main() -> None:
    say(f"{check(1)}")
    say(f"{check(-1)}")

# prints:
# 1
