# `assert` narrows.
from lib.core import say


class Node:
    x: int = 6


def get(n: Node | None) -> int:
    assert n is not None
    return n.x


def main() -> None:
    say(f"{get(Node())}")

# prints:
# 6
