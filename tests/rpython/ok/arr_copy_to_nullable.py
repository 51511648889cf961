# Elements that are never null may be copied to where null is allowed.
from python.rpython import arr, arr_copy
from lib.core import flag, say


class Node:
    x: int = 4


def main() -> None:
    a = [Node(), Node()]
    b = arr[Node | None](3)
    arr_copy(a, 0, b, 1, 2)
    say(f"{flag(b[0] is None)} {flag(b[1] is a[0])} {flag(b[2] is a[1])}")

# prints:
# yes yes yes
