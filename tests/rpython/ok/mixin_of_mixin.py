# A mixin may name other mixins.
from python.rpython import mixin
from lib.core import say


@mixin
class First:
    def first(self) -> int:
        return 1


@mixin
class Second(First):
    def second(self) -> int:
        return self.first() + 1


class User(Second):
    pass


def main() -> None:
    u = User()
    say(f"{u.first()} {u.second()}")

# prints:
# 1 2
