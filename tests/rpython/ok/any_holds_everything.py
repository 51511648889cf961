# `Any` holds objects and arrays; `isinstance` and `cast` bring them back.
# not in CPython: arrays do not know their elements
from python.rpython import Any, arr, cast
from lib.core import say


class Node:
    x: int = 7


def kind(x: Any | None) -> str:
    if x is None:
        return "none"
    if isinstance(x, Node):
        return f"node {x.x}"
    if isinstance(x, arr[int]):
        return f"ints {len(x)}"
    if isinstance(x, str):
        return "str " + x
    return "other"


def main() -> None:
    ints: arr[int] = [1, 2]
    say(kind(None))
    say(kind(Node()))
    say(kind(ints))
    say(kind("s"))
    say(kind(arr[float](1)))
    a: Any = Node()
    say(f"{cast(Node, a).x}")

# prints:
# none
# node 7
# ints 2
# str s
# other
# 7
