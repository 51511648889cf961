# `unsafe_cast(T, x)` where something else has proved the type.
from python.rpython import unsafe_cast
from lib.core import say


class A:
    is_b: bool = False


class B(A):
    x: int = 5


def get(a: A) -> int:
    if a.is_b:
        return unsafe_cast(B, a).x
    return 0


def main() -> None:
    b = B()
    b.is_b = True
    say(f"{get(b)} {get(A())}")

# prints:
# 5 0
