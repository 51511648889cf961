# `@override` may mark a method that replaces one above.
from python.rpython import override
from lib.core import say


class A:
    def m(self) -> int:
        return 1


class B(A):
    @override
    def m(self) -> int:
        return 2


def main() -> None:
    a: A = B()
    say(f"{a.m()}")

# prints:
# 2
