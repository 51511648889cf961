# Function references are compared with `is`.
from python.rpython import Fn
from lib.core import flag, say


def f(x: int) -> int:
    return x


def g(x: int) -> int:
    return x + 1


def main() -> None:
    a = f
    b: Fn[[int], int] = g
    say(f"{flag(a is f)} {flag(a is b)} {flag(b is g)}")

# prints:
# yes no yes
