# Tuples are elements and fields.
from python.rpython import arr
from lib.core import say


class Entry:
    pair: tuple[int, str]

    def __init__(self, pair: tuple[int, str]) -> None:
        self.pair = pair


def main() -> None:
    pairs: arr[tuple[int, str]] = [(1, "a"), (2, "b")]
    for p in pairs:
        n, s = p
        say(f"{n}{s}")
    e = Entry(pairs[1])
    say(e.pair[1])

# prints:
# 1a
# 2b
# b
