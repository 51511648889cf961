# The condition of `while` narrows the body.
from lib.core import say


class Node:
    next: Node | None
    x: int

    def __init__(self, x: int, next: Node | None) -> None:
        self.x = x
        self.next = next


def total(n: Node | None) -> int:
    sum = 0
    while n is not None:
        sum += n.x
        n = n.next
    return sum


def main() -> None:
    say(f"{total(Node(1, Node(2, Node(3, None))))}")

# prints:
# 6
