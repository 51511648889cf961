# An object with `__call__` is called like a function: what takes the place of closures.
from lib.core import say


class Adder:
    by: int

    def __init__(self, by: int) -> None:
        self.by = by

    def __call__(self, x: int) -> int:
        return x + self.by


def twice(f: Adder, x: int) -> int:
    return f(f(x))


def main() -> None:
    say(f"{twice(Adder(3), 1)}")

# prints:
# 7
