# A conditional expression narrows its sides.
from lib.core import say


class Node:
    x: int = 9


def get(n: Node | None) -> int:
    return n.x if n is not None else 0


def main() -> None:
    say(f"{get(None)} {get(Node())}")

# prints:
# 0 9
