# `and`, `or` and `not` carry what is known.
from lib.core import flag, say


class Node:
    x: int

    def __init__(self, x: int) -> None:
        self.x = x


def positive(n: Node | None) -> bool:
    return n is not None and n.x > 0


def empty(n: Node | None) -> bool:
    return n is None or n.x == 0


def get(n: Node | None) -> int:
    if not (n is not None):
        return -1
    return n.x


def both(a: Node | None, b: Node | None) -> int:
    if a is None or b is None:
        return 0
    return a.x + b.x


def main() -> None:
    say(f"{flag(positive(None))} {flag(positive(Node(1)))} {flag(empty(None))} {flag(empty(Node(2)))}")
    say(f"{get(None)} {get(Node(4))} {both(Node(1), None)} {both(Node(1), Node(2))}")

# prints:
# no yes yes no
# -1 4 0 3
