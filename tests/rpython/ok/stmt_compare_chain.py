# `a < b < c` evaluates `b` once, and `c` only if the first holds.
from lib.core import flag, say


def loud(n: int) -> int:
    say(f"asked {n}")
    return n


def main() -> None:
    say(flag(loud(1) < loud(2) < loud(3)))
    say(flag(loud(5) < loud(4) < loud(3)))
    x = 7
    say(flag(0 <= x < 10 != x))

# prints:
# asked 1
# asked 2
# asked 3
# yes
# asked 5
# asked 4
# no
# yes
