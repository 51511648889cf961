# `f32` elements are read as `float`; a store rounds to single precision.
from python.rpython import arr, f32, fround32
from lib.core import flag, say, show_float


def main() -> None:
    a = arr[f32](2)
    a[0] = 0.5
    a[1] = 0.1
    say(f"{show_float(a[0])} {flag(a[1] == 0.1)} {flag(a[1] == fround32(0.1))}")

# prints:
# 0.5 no yes
