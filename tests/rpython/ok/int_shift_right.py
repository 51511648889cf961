# `>>` on int keeps the sign; `ushr` fills with zeros.
from python.rpython import ushr
from lib.core import say


def main() -> None:
    for x in [1024, -1024, -1, 7]:
        say(f"{x}: {x >> 3} {ushr(x, 3)} {ushr(x, 60)}")

# prints:
# 1024: 128 128 0
# -1024: -128 2305843009213693824 15
# -1: -1 2305843009213693951 15
# 7: 0 0 0
