# `finalizer_register(x)`: after its death `finalizer_next()` may hand it out; a live object is not handed out.
from python.rpython import finalizer_next, finalizer_register, gc_collect, keep_alive
from lib.core import flag, say


class Node:
    x: int = 1


def main() -> None:
    n = Node()
    finalizer_register(n)
    gc_collect()
    dead = finalizer_next()
    say(flag(dead is None))
    keep_alive(n)

# prints:
# yes
