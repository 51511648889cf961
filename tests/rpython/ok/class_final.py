# `@final` classes and methods are not extended.
from python.rpython import final
from lib.core import say


class Base:
    @final
    def fixed(self) -> int:
        return 1

    def open(self) -> int:
        return 2


@final
class Leaf(Base):
    def open(self) -> int:
        return 3


def main() -> None:
    b: Base = Leaf()
    say(f"{b.fixed()} {b.open()}")

# prints:
# 1 3
