# `& | ^ ~` on int.
from lib.core import say


def main() -> None:
    a = 0b1100
    b = 0b1010
    say(f"{a & b} {a | b} {a ^ b} {~a} {a & ~b}")
    say(f"{-4 & 0xFF} {-4 | 1} {-4 ^ -1}")

# prints:
# 8 14 6 -13 4
# 252 -3 3
