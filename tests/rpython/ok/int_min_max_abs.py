# `min`, `max` and `abs` on int and float.
from python.rpython import i32
from lib.core import say, show_float


def main() -> None:
    a = -3
    small: i32 = 5
    say(f"{min(a, 2)} {max(a, 2)} {abs(a)} {abs(2)} {max(small, a)}")
    say(f"{show_float(min(1.5, -0.5))} {show_float(max(1.5, -0.5))} {show_float(abs(-2.25))}")

# prints:
# -3 2 3 2 5
# -0.5 1.5 2.25
