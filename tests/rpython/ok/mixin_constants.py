# A mixin's class constants belong to its users.
from python.rpython import ClassConst, mixin
from lib.core import say


@mixin
class Sized:
    size: ClassConst[int] = 1

    def area(self) -> int:
        return self.size * self.size


class Small(Sized):
    pass


class Large(Sized):
    size = 10


def main() -> None:
    say(f"{Small().area()} {Large().area()}")

# prints:
# 1 100
