# `cast(T, x)` traps when the object is no `T`.
# trap: cast
from python.rpython import cast
from lib.core import say


class A:
    pass


class B(A):
    x: int = 5


def get(a: A) -> int:
    return cast(B, a).x


def main() -> None:
    say(f"{get(B())}")
    say(f"{get(A())}")

# prints:
# 5
