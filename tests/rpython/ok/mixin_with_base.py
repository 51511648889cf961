# A class has one base class, and mixins besides.
from python.rpython import mixin
from lib.core import say


class Base:
    x: int = 3

    def kind(self) -> str:
        return "base"


@mixin
class Loud:
    def loud(self) -> str:
        return self.kind() + "!"

    def kind(self) -> str:
        return "mixin"


class User(Loud, Base):
    pass


def main() -> None:
    u = User()
    b: Base = u
    say(f"{u.loud()} {b.kind()} {u.x}")

# prints:
# mixin! mixin 3
