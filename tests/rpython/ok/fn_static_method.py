# A static method is a function value too.
from python.rpython import Fn
from lib.core import say


class Ops:
    @staticmethod
    def neg(x: int) -> int:
        return -x


def apply(f: Fn[[int], int], x: int) -> int:
    return f(x)


def main() -> None:
    say(f"{apply(Ops.neg, 4)}")

# prints:
# -4
