# `udiv`, `urem`, `ushr` take the bits as unsigned numbers.
from python.rpython import udiv, urem, ushr
from lib.core import say


def main() -> None:
    say(f"{udiv(-1, 10)} {urem(-1, 10)}")
    say(f"{udiv(100, 7)} {urem(100, 7)} {ushr(-1, 56)}")

# prints:
# 1844674407370955161 5
# 14 2 255
