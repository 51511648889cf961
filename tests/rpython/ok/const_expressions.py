# Module-level constants are expressions over literals and other constants.
from python.rpython import Final
from lib.core import flag, say, show_float

SIZE: Final = 1 << 4
MASK: Final = SIZE - 1
RATIO: Final = 3.0 / 4.0
NAME: Final = "ab" + "cd"
DATA: Final = b"x" * 3 + b"y"
BIG: Final = SIZE > 10 and not MASK == 0
PICK: Final = 5 if BIG else 6
POWER: Final = 2**20 // 3 % 1000


def main() -> None:
    say(f"{SIZE} {MASK} {show_float(RATIO)} {NAME} {len(DATA)} {flag(BIG)} {PICK} {POWER}")

# prints:
# 16 15 0.75 abcd 4 yes 5 525
