# A tuple carries several results.
from lib.core import say


def divide(a: int, b: int) -> tuple[int, int]:
    return a // b, a % b


def main() -> None:
    q, r = divide(17, 5)
    say(f"{q} {r}")
    both = divide(9, 2)
    say(f"{both[0]} {both[1]}")

# prints:
# 3 2
# 4 1
