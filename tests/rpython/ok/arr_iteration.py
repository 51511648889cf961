# `for x in array` visits the elements in order; the array is evaluated once.
from python.rpython import arr
from lib.core import say


def make() -> arr[int]:
    say("made")
    return [3, 1, 2]


def main() -> None:
    n = 0
    for x in make():
        n = n * 10 + x
    say(f"{n}")

# prints:
# made
# 312
