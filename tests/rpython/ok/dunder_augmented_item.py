# `x[i] += v` evaluates object and index once.
from lib.core import say


class Cells:
    n: int = 1

    def __getitem__(self, i: int) -> int:
        say(f"get {i}")
        return self.n

    def __setitem__(self, i: int, v: int) -> None:
        say(f"set {i} {v}")
        self.n = v


def cells(c: Cells) -> Cells:
    say("object")
    return c


def index() -> int:
    say("index")
    return 7


def main() -> None:
    c = Cells()
    cells(c)[index()] += 5
    say(f"{c.n}")

# prints:
# object
# index
# get 7
# set 7 6
# 6
