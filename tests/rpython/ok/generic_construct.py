# `T()` makes an object where `T` is a class.
from lib.core import say


class A:
    def name(self) -> str:
        return "a"


class B(A):
    def name(self) -> str:
        return "b"


def made[T: A]() -> str:
    return T().name()


def main() -> None:
    say(made[A]() + made[B]())

# prints:
# ab
