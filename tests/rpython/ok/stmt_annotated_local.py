# An annotation decides the type of a local.
from python.rpython import i32
from lib.core import flag, say


class Node:
    pass


class Sub(Node):
    pass


def main() -> None:
    n: Node | None = None
    m: Node = Sub()
    count: i32 = 5
    later: int
    if count > 3:
        later = 1
    else:
        later = 2
    say(f"{flag(n is None)} {flag(isinstance(m, Sub))} {count} {later}")
    m = Node()
    say(flag(isinstance(m, Sub)))

# prints:
# yes yes 5 1
# no
