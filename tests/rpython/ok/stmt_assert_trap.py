# A failed `assert` traps.
# trap: assert
from lib.core import say


def check(n: int) -> None:
    assert n > 0
    say(f"{n}")


def main() -> None:
    check(1)
    check(0)

# prints:
# 1
