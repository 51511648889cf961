# A function's name is its value.
from python.rpython import Fn
from lib.core import say


def add(a: int, b: int) -> int:
    return a + b


def sub(a: int, b: int) -> int:
    return a - b


def choose(plus: bool) -> Fn[[int, int], int]:
    return add if plus else sub


def main() -> None:
    f = add
    say(f"{f(5, 3)} {choose(False)(5, 3)} {choose(True)(1, 1)}")

# prints:
# 8 2 2
