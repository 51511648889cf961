# `return`, `raise`, `continue` and `break` narrow what follows.
from python.rpython import arr
from lib.core import Error, say


class Node:
    x: int

    def __init__(self, x: int) -> None:
        self.x = x


def total(nodes: arr[Node | None]) -> int:
    n = 0
    for node in nodes:
        if node is None:
            continue
        if node.x > 100:
            break
        n += node.x
    return n


def must(n: Node | None) -> int:
    if n is None:
        raise Error("nothing")
    return n.x


def main() -> None:
    say(f"{total([Node(1), None, Node(5), Node(101), Node(7)])} {must(Node(8))}")
    try:
        must(None)
    except Error as e:
        say(e.text)

# prints:
# 6 8
# nothing
