# A class pattern that every subject fits needs no `_` behind it, also as one of several alternatives.
from lib.core import say


class Node:
    x: int

    def __init__(self, x: int) -> None:
        self.x = x


class Sub(Node):
    pass


def f(n: Node) -> int:
    match n:
        case Node(x=0):
            return -1
        case Node(x=v):
            return v


def g(n: Node) -> int:
    match n:
        case Node() | Sub():
            return n.x


def main() -> None:
    say(f"{f(Node(0))} {f(Sub(4))} {g(Node(5))} {g(Sub(6))}")

# prints:
# -1 4 5 6
