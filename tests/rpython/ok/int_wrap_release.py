# `+ - *` on int wrap in release builds.
# not in CPython: ints do not wrap
# checked: assert
from python.rpython import Final
from lib.core import say

TOP: Final = 0x7FFFFFFFFFFFFFFF


def add(a: int, b: int) -> int:
    return a + b


def main() -> None:
    say(f"{add(TOP, 1)}")
    say(f"{TOP * 2 - add(0, 0)} {add(-TOP, -2)}")

# prints:
# -9223372036854775808
# -2 9223372036854775807
