# The class's own members replace the mixin's.
from python.rpython import mixin
from lib.core import say


@mixin
class Named:
    def name(self) -> str:
        return "mixin"

    def show(self) -> None:
        say(self.name())


class Plain(Named):
    pass


class Own(Named):
    def name(self) -> str:
        return "own"


def main() -> None:
    Plain().show()
    Own().show()

# prints:
# mixin
# own
