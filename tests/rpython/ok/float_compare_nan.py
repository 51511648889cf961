# Not-a-number is unordered and not equal to itself.
from lib.core import flag, say


def main() -> None:
    zero = 0.0
    nan = zero / zero
    say(f"{flag(nan == nan)} {flag(nan != nan)} {flag(nan < 1.0)} {flag(nan >= 1.0)} {flag(1.0 > nan)}")
    say(f"{flag(not nan < 1.0)} {flag(1.0 <= 1.0)} {flag(0.0 == -0.0)}")

# prints:
# no yes no no no
# yes yes yes
