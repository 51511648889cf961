# `gc_collect()` keeps what is in use.
from python.rpython import arr, gc_collect
from lib.core import say


class Node:
    next: Node | None
    x: int

    def __init__(self, x: int, next: Node | None) -> None:
        self.x = x
        self.next = next


def main() -> None:
    head: Node | None = None
    for i in range(100):
        head = Node(i, head)
        garbage = arr[int](50)
        garbage[0] = i
    gc_collect()
    total = 0
    while head is not None:
        total += head.x
        head = head.next
    say(f"{total}")

# prints:
# 4950
