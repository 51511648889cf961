# `identity_hash` and `unique_id` do not change during an object's life, and ids differ.
from python.rpython import arr, gc_collect, identity_hash, keep_alive, unique_id
from lib.core import flag, say


class Node:
    pass


def main() -> None:
    a = Node()
    b = Node()
    h = identity_hash(a)
    i = unique_id(a)
    gc_collect()
    garbage = arr[int](1000)
    say(f"{flag(identity_hash(a) == h)} {flag(unique_id(a) == i)} {flag(unique_id(b) != i)} {len(garbage)}")
    keep_alive(a)
    keep_alive(b)

# prints:
# yes yes yes 1000
