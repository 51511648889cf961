# Class patterns narrow the subject.
from lib.core import say


class A:
    pass


class B(A):
    b: int = 2


def f(a: A | None) -> int:
    match a:
        case None:
            return -1
        case B():
            return a.b
        case _:
            return 0


def main() -> None:
    say(f"{f(None)} {f(A())} {f(B())}")

# prints:
# -1 0 2
