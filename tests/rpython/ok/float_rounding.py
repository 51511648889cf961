# `ffloor fceil ftrunc frint`; `frint` rounds half to even.
from python.rpython import fceil, ffloor, frint, ftrunc
from lib.core import say, show_float


def main() -> None:
    for x in [2.5, -2.5, 3.5, 0.25, -0.75]:
        say(f"{show_float(ffloor(x))} {show_float(fceil(x))} {show_float(ftrunc(x))} {show_float(frint(x))}")

# prints:
# 2.0 3.0 2.0 2.0
# -3.0 -2.0 -2.0 -2.0
# 3.0 4.0 3.0 4.0
# 0.0 1.0 0.0 0.0
# -1.0 -0.0 -0.0 -1.0
