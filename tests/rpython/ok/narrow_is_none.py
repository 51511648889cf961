# `x is None` and `x is not None` narrow in both branches.
from lib.core import say


class Node:
    x: int = 1


def f(n: Node | None) -> int:
    if n is None:
        return 0
    else:
        return n.x


def g(n: Node | None) -> int:
    if n is not None:
        return n.x
    return -1


def main() -> None:
    say(f"{f(None)} {f(Node())} {g(None)} {g(Node())}")

# prints:
# 0 1 -1 1
