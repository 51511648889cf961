# There are no negative indexes.
# not in CPython: plain lists take negative indexes
# trap: bounds
from python.rpython import arr
from lib.core import say


def main() -> None:
    a: arr[int] = [1, 2]
    i = len(a) - 3
    say("before")
    say(f"{a[i]}")

# prints:
# before
