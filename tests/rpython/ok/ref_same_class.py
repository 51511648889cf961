# `same_class(a, b)`: exactly the same dynamic class.
from python.rpython import same_class
from lib.core import flag, say


class A:
    pass


class B(A):
    pass


def same(x: A, y: A) -> bool:
    return same_class(x, y)


def main() -> None:
    say(f"{flag(same(A(), A()))} {flag(same(A(), B()))} {flag(same(B(), B()))}")

# prints:
# yes no yes
