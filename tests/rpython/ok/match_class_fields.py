# `case C(field=x)` tests the class and binds or tests fields.
from lib.core import say


class Node:
    op: int
    arg: int

    def __init__(self, op: int, arg: int) -> None:
        self.op = op
        self.arg = arg


def f(n: Node) -> str:
    match n:
        case Node(op=1, arg=x):
            return f"one {x}"
        case Node(op=2 | 3):
            return "two or three"
        case Node(op=o):
            return f"op {o}"


def main() -> None:
    say(f"{f(Node(1, 5))}; {f(Node(3, 0))}; {f(Node(9, 0))}")

# prints:
# one 5; two or three; op 9
