# A mixin's fields and methods are copied into the classes that name it.
from python.rpython import mixin
from lib.core import say


@mixin
class Counted:
    count: int = 0

    def tick(self) -> int:
        self.count += 1
        return self.count


class A(Counted):
    pass


class B(Counted):
    pass


def main() -> None:
    a = A()
    b = B()
    a.tick()
    say(f"{a.tick()} {b.tick()}")

# prints:
# 2 1
