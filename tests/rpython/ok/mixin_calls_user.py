# A mixin calls methods of the class that uses it.
from python.rpython import mixin
from lib.core import say


@mixin
class Shouting:
    def shout(self) -> str:
        return self.word() + "!"


class Cat(Shouting):
    def word(self) -> str:
        return "miau"


class Dog(Shouting):
    def word(self) -> str:
        return "wuff"


def main() -> None:
    say(Cat().shout() + Dog().shout())

# prints:
# miau!wuff!
