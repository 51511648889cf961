# Every augmented assignment.
from lib.core import say, show_float


def main() -> None:
    n = 100
    n += 5
    n -= 3
    n *= 2
    n //= 7
    n %= 20
    n <<= 3
    n >>= 1
    n |= 3
    n &= 0xFE
    n ^= 0x55
    say(f"{n}")
    f = 3.0
    f /= 2.0
    f -= 0.5
    say(show_float(f))

# prints:
# 115
# 1.0
