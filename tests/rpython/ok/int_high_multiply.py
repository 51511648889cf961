# `umulhi` and `mulhi` give the upper 64 bits of the product.
from python.rpython import mulhi, umulhi
from lib.core import say


def main() -> None:
    say(f"{umulhi(-1, -1)} {mulhi(-1, -1)}")
    say(f"{umulhi(1 << 40, 1 << 40)} {mulhi(-(1 << 40), 1 << 40)}")

# prints:
# -2 0
# 65536 -65536
