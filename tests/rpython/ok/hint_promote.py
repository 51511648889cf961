# `promote(x)` is `x`.
from python.rpython import promote
from lib.core import say


def f(n: int) -> int:
    return promote(n) + 1


def main() -> None:
    say(f"{f(4)} {promote("text")}")

# prints:
# 5 text
