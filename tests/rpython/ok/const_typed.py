# `Final[T]` gives the type.
from python.rpython import Final, i32
from lib.core import say

SMALL: Final[i32] = 7
WIDE: Final[int] = 7


def twice(x: i32) -> i32:
    return x + SMALL


def main() -> None:
    say(f"{twice(1)} {WIDE}")

# prints:
# 8 7
