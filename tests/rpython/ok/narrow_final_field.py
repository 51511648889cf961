# A `Final` field of a local or of `self` is narrowed as a local is.
from python.rpython import Final
from lib.core import say


class Node:
    x: int = 3


class Holder:
    node: Final[Node | None]

    def __init__(self, node: Node | None) -> None:
        self.node = node

    def get(self) -> int:
        if self.node is None:
            return 0
        return self.node.x


def outside(h: Holder) -> int:
    if h.node is not None:
        return h.node.x
    return -1


def main() -> None:
    say(f"{Holder(None).get()} {Holder(Node()).get()} {outside(Holder(None))} {outside(Holder(Node()))}")

# prints:
# 0 3 -1 3
