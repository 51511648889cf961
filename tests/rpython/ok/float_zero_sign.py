# The sign of zero is kept.
from python.rpython import fcopysign
from lib.core import say, show_float


def sign(x: float) -> float:
    return fcopysign(1.0, x)


def main() -> None:
    zero = 0.0
    say(f"{show_float(sign(zero))} {show_float(sign(-zero))} {show_float(sign(zero * -1.0))} {show_float(sign(-zero + zero))}")

# prints:
# 1.0 -1.0 -1.0 1.0
