# Arguments may be given by keyword, in any order.
from lib.core import say


def f(a: int, b: int, c: int) -> int:
    return a * 100 + b * 10 + c


def main() -> None:
    say(f"{f(1, 2, 3)} {f(c=3, a=1, b=2)} {f(1, c=3, b=2)}")

# prints:
# 123 123 123
