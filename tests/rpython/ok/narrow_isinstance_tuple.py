# A tuple of classes narrows to what is above them all.
from lib.core import say


class A:
    pass


class M(A):
    m: int = 5


class B(M):
    pass


class C(M):
    pass


def f(a: A) -> int:
    if isinstance(a, (B, C)):
        return a.m
    return 0


def main() -> None:
    say(f"{f(A())} {f(B())} {f(C())} {f(M())}")

# prints:
# 0 5 5 0
