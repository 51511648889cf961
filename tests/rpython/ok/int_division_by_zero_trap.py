# Division by zero traps: test first.
# trap: div_zero
from lib.core import say


def divide(a: int, b: int) -> int:
    if b == 0:
        return -1
    return a // b


def main() -> None:
    say(f"{divide(1, 0)} {divide(8, 2)}")
    zero = divide(0, 5)
    say(f"{10 // zero}")

# prints:
# -1 4
