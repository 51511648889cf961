# `clz`, `ctz`, `popcnt`; of 0 the first two give the width.
# not in CPython: an i32 is an int
from python.rpython import clz, ctz, i32, popcnt
from lib.core import say


def main() -> None:
    for x in [0, 1, 40, -1]:
        say(f"{x}: {clz(x)} {ctz(x)} {popcnt(x)}")
    y: i32 = 40
    say(f"{clz(y)} {ctz(y)} {popcnt(y)}")

# prints:
# 0: 64 64 0
# 1: 63 0 1
# 40: 58 3 2
# -1: 0 0 64
# 26 3 2
