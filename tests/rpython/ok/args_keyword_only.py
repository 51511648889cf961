# Parameters behind `*` are given by keyword.
from lib.core import say


def f(a: int, *, b: int, c: int = 5) -> int:
    return a * 100 + b * 10 + c


def main() -> None:
    say(f"{f(1, b=2)} {f(1, c=3, b=2)}")

# prints:
# 125 123
