# The bounds of `range` are evaluated once, before the loop.
from lib.core import say


def bound(n: int) -> int:
    say(f"bound {n}")
    return n


def main() -> None:
    n = 2
    for i in range(bound(0), bound(n)):
        n = 10
        say(f"{i}")

# prints:
# bound 0
# bound 2
# 0
# 1
