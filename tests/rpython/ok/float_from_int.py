# `float(i)` rounds to the nearest float.
from python.rpython import i32
from lib.core import flag, say, show_float


def main() -> None:
    big = 9007199254740993
    small: i32 = -7
    say(f"{show_float(float(3))} {show_float(float(small))} {flag(float(big) == 9007199254740992.0)}")

# prints:
# 3.0 -7.0 yes
