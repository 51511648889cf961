# `weak_new` and `weak_get`: the object while it lives.
from python.rpython import cast, keep_alive, weak_get, weak_new
from lib.core import flag, say


class Node:
    x: int = 3


def main() -> None:
    n = Node()
    w = weak_new(n)
    again = weak_get(w)
    say(flag(again is n))
    if again is not None:
        say(f"{cast(Node, again).x}")
    keep_alive(n)

# prints:
# yes
# 3
