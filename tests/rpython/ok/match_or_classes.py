# `A() | B() as x` binds what all alternatives have in common.
from lib.core import say


class Base:
    n: int = 0


class A(Base):
    pass


class B(Base):
    pass


class C(Base):
    pass


def f(x: Base) -> str:
    match x:
        case A() | B() as y:
            return f"a or b {y.n}"
        case C() as c:
            return f"c {c.n}"
        case _:
            return "base"


def main() -> None:
    say(f(A()) + f(B()) + f(C()) + f(Base()))

# prints:
# a or b 0a or b 0c 0base
