# `isinstance(x, (A, B))`; `None` is an instance of nothing.
from lib.core import flag, say


class Base:
    pass


class A(Base):
    pass


class B(Base):
    pass


class C(Base):
    pass


def is_ab(x: Base | None) -> bool:
    return isinstance(x, (A, B))


def main() -> None:
    say(f"{flag(is_ab(A()))} {flag(is_ab(B()))} {flag(is_ab(C()))} {flag(is_ab(None))}")

# prints:
# yes yes no no
