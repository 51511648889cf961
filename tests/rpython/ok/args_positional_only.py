# Parameters before `/` are given by position.
from lib.core import say


def f(a: int, b: int = 2, /, c: int = 3) -> int:
    return a * 100 + b * 10 + c


def main() -> None:
    say(f"{f(1)} {f(1, 4)} {f(1, 4, c=9)}")

# prints:
# 123 143 149
