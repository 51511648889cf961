# An array of `Any`.
from python.rpython import Any, arr
from lib.core import flag, say


class Node:
    pass


def main() -> None:
    a = arr[Any | None](3)
    a[0] = Node()
    a[1] = a
    say(f"{flag(isinstance(a[0], Node))} {flag(a[1] is a)} {flag(a[2] is None)}")

# prints:
# yes yes yes
