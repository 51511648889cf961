# `raise NotImplementedError` is the body of a method that only subclasses have; reaching it traps.
# trap: unreachable
from lib.core import say


class Base:
    def run(self) -> int:
        raise NotImplementedError


class Sub(Base):
    def run(self) -> int:
        return 4


def go(b: Base) -> int:
    return b.run()


def main() -> None:
    say(f"{go(Sub())}")
    say(f"{go(Base())}")

# prints:
# 4
