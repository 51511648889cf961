# Methods are virtual.
from lib.core import say


class Animal:
    def noise(self) -> str:
        return "..."

    def speak(self) -> None:
        say("it says " + self.noise())


class Dog(Animal):
    def noise(self) -> str:
        return "woof"


class Puppy(Dog):
    def noise(self) -> str:
        return "yip"


def main() -> None:
    for a in [Animal(), Dog(), Puppy()]:
        a.speak()

# prints:
# it says ...
# it says woof
# it says yip
