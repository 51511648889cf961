# `None` is a pattern for nullable subjects.
from lib.core import say


class Node:
    x: int = 4


def f(n: Node | None) -> int:
    match n:
        case None:
            return 0
        case Node(x=v):
            return v


def main() -> None:
    say(f"{f(None)} {f(Node())}")

# prints:
# 0 4
