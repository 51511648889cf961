# `likely(b)` and `unlikely(b)` are `b`, and narrow as `b` does.
from python.rpython import likely, unlikely
from lib.core import say


class Node:
    x: int = 3


def f(n: Node | None) -> int:
    if unlikely(n is None):
        return 0
    return n.x


def g(n: int) -> int:
    if likely(n > 0):
        return 1
    return 2


def main() -> None:
    say(f"{f(None)} {f(Node())} {g(1)} {g(0)}")

# prints:
# 0 3 1 2
