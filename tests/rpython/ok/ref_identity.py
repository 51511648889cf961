# `is` and `is not` on objects.
from lib.core import flag, say


class Node:
    pass


def main() -> None:
    a = Node()
    b = a
    c: Node | None = None
    say(f"{flag(a is b)} {flag(a is Node())} {flag(c is None)} {flag(a is not c)}")

# prints:
# yes no yes yes
