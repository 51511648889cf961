# Literals in every base, with underscores; up to 2**64 - 1 they are taken as bits.
from python.rpython import Final
from lib.core import say

MASK: Final = 0xFFFF_FFFF_FFFF_FFFF
HIGH: Final = 0x8000_0000_0000_0000


def main() -> None:
    say(f"{1_000_000} {0x1F} {0b101} {0o17}")
    say(f"{MASK} {HIGH} {HIGH >> 63}")

# prints:
# 1000000 31 5 15
# -1 -9223372036854775808 -1
