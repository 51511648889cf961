# A global of a nullable type may be `None`.
from python.rpython import Final
from lib.core import flag, say


class Node:
    pass


nothing: Final[Node | None] = None
something: Final[Node | None] = Node()


def main() -> None:
    say(f"{flag(nothing is None)} {flag(something is None)}")

# prints:
# yes no
