# Modules may import each other: names are resolved over the whole program.
from lib.cycle_even import is_even
from lib.cycle_odd import is_odd
from lib.core import flag, say


def main() -> None:
    say(f"{flag(is_even(10))} {flag(is_odd(10))} {flag(is_odd(7))}")

# prints:
# yes no yes
