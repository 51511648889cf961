# `nonnull(x)` gives the reference, and traps on `None`.
# trap: null
from python.rpython import nonnull
from lib.core import say


class Node:
    x: int = 2
    next: Node | None = None


def second(n: Node) -> int:
    return nonnull(n.next).x


def main() -> None:
    n = Node()
    n.next = Node()
    say(f"{second(n)}")
    say(f"{second(Node())}")

# prints:
# 2
