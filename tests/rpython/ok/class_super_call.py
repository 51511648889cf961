# `super().m(...)` calls the method of the base class directly.
from lib.core import say


class A:
    def m(self, n: int) -> int:
        return n + 1


class B(A):
    def m(self, n: int) -> int:
        return super().m(n) * 10


class C(B):
    def m(self, n: int) -> int:
        return super().m(n) + 5


def main() -> None:
    say(f"{A().m(1)} {B().m(1)} {C().m(1)}")

# prints:
# 2 20 25
