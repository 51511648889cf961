# `fround32` rounds to single precision.
from python.rpython import fround32, is_inf
from lib.core import flag, say


def main() -> None:
    x = 16777217.0
    say(f"{flag(fround32(x) == 16777216.0)} {flag(fround32(0.5) == 0.5)} {flag(is_inf(fround32(1e300)))}")

# prints:
# yes yes yes
