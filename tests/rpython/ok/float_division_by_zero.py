# `/` never traps: infinities and not-a-number.
from python.rpython import is_inf, is_nan
from lib.core import flag, say


def main() -> None:
    zero = 0.0
    say(f"{flag(is_inf(1.0 / zero))} {flag(-1.0 / zero < 0.0)} {flag(is_nan(zero / zero))} {flag(is_nan(1.0))}")

# prints:
# yes yes yes no
