# `C | None` takes `None`; a non-null reference fits by itself.
from lib.core import say


class Node:
    x: int

    def __init__(self, x: int) -> None:
        self.x = x


def value(n: Node | None) -> int:
    if n is None:
        return -1
    return n.x


def find(x: int) -> Node | None:
    if x > 0:
        return Node(x)
    return None


def main() -> None:
    say(f"{value(None)} {value(Node(3))} {value(find(4))} {value(find(0))}")

# prints:
# -1 3 4 -1
