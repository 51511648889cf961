# `fsqrt`, `fabs`, `fcopysign`.
from python.rpython import fabs, fcopysign, fsqrt, is_nan
from lib.core import flag, say, show_float


def main() -> None:
    say(f"{show_float(fsqrt(2.25))} {flag(is_nan(fsqrt(-1.0)))} {show_float(fabs(-3.5))}")
    say(f"{show_float(fcopysign(2.0, -0.0))} {show_float(fcopysign(-2.0, 1.0))}")

# prints:
# 1.5 yes 3.5
# -2.0 2.0
