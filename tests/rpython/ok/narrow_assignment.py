# An assignment narrows the local to what was assigned, and forgets what was known.
from lib.core import flag, say


class Node:
    next: Node | None = None
    x: int = 1


def main() -> None:
    n: Node | None = None
    say(flag(n is None))
    n = Node()
    n.x = 5
    say(f"{n.x}")
    n = n.next
    say(flag(n is None))

# prints:
# yes
# 5
# yes
