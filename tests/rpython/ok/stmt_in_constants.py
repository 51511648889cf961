# `x in (...)` and `x not in (...)` with constants.
from python.rpython import Final
from lib.core import flag, say

SPACE: Final = 32


def is_blank(c: int) -> bool:
    return c in (SPACE, 9, 10)


def main() -> None:
    say(f"{flag(is_blank(32))} {flag(is_blank(9))} {flag(is_blank(65))} {flag(5 not in (1, 2))}")

# prints:
# yes yes no yes
