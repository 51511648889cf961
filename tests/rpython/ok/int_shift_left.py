# `<<` shifts left and drops what leaves 64 bits.
# not in CPython: ints do not wrap
from lib.core import say


def shifted(x: int, n: int) -> int:
    return x << n


def main() -> None:
    say(f"{shifted(1, 0)} {shifted(1, 10)} {shifted(3, 62)} {shifted(-5, 3)} {shifted(1, 63)}")

# prints:
# 1 1024 -4611686018427387904 -40 -9223372036854775808
