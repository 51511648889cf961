# `isinstance` narrows to the class.
from lib.core import say


class A:
    pass


class B(A):
    b: int = 2


class C(A):
    c: int = 3


def f(a: A) -> int:
    if isinstance(a, B):
        return a.b
    elif isinstance(a, C):
        return a.c
    return 0


def main() -> None:
    say(f"{f(A())} {f(B())} {f(C())}")

# prints:
# 0 2 3
