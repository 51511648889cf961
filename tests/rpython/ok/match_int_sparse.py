# Large and sparse ints match too.
from python.rpython import Final
from lib.core import say

BIG: Final = 1 << 40


class Codes:
    pass


def f(n: int) -> int:
    match n:
        case 1000000:
            return 1
        case -5:
            return 2
        case 0x10000000000:
            return 3
        case _:
            return 0


def main() -> None:
    say(f"{f(1000000)} {f(-5)} {f(BIG)} {f(4)}")

# prints:
# 1 2 3 0
