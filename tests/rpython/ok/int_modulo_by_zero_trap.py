# The remainder by zero traps too.
# trap: div_zero
from lib.core import say


def rest(a: int, b: int) -> int:
    return a % b


def main() -> None:
    say(f"{rest(9, 4)}")
    say(f"{rest(9, 0)}")

# prints:
# 1
