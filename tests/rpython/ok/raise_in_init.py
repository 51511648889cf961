# `__init__` may raise; no object comes of it.
from lib.core import Error, say


class Positive:
    n: int

    def __init__(self, n: int) -> None:
        if n <= 0:
            raise Error("not positive")
        self.n = n


def make(n: int) -> int:
    try:
        return Positive(n).n
    except Error:
        return -1


def main() -> None:
    say(f"{make(5)} {make(0)}")

# prints:
# 5 -1
