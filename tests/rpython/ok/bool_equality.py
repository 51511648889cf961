# `==` and `!=` on bool.
from lib.core import flag, say


def differ(a: bool, b: bool) -> bool:
    return a != b


def main() -> None:
    say(f"{flag(differ(True, False))} {flag(differ(True, True))} {flag((1 < 2) == (3 < 4))}")

# prints:
# yes no yes
