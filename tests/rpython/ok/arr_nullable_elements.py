# Elements of type `C | None` are tested before use.
from python.rpython import arr
from lib.core import say


class Node:
    x: int

    def __init__(self, x: int) -> None:
        self.x = x


def total(nodes: arr[Node | None]) -> int:
    n = 0
    for node in nodes:
        if node is not None:
            n += node.x
    return n


def main() -> None:
    say(f"{total([Node(3), None, Node(4)])}")

# prints:
# 7
