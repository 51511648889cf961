# A bound that is a `Protocol` is checked by use.
from python.rpython import Protocol
from lib.core import say


class Sized(Protocol):
    def size(self) -> int: ...


class A:
    def size(self) -> int:
        return 1


class B:
    def size(self) -> int:
        return 20


def both[X: Sized, Y: Sized](x: X, y: Y) -> int:
    return x.size() + y.size()


def main() -> None:
    say(f"{both(A(), B())} {both(B(), B())}")

# prints:
# 21 40
