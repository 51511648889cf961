# `for` has an `else` too.
from python.rpython import arr
from lib.core import say


def has(items: arr[int], wanted: int) -> str:
    for x in items:
        if x == wanted:
            break
    else:
        return "missing"
    return "there"


def main() -> None:
    say(f"{has([1, 2, 3], 2)} {has([1, 2, 3], 5)} {has([], 1)}")

# prints:
# there missing missing
