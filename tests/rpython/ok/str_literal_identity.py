# Equal literals are the same object.
from lib.core import flag, say


def one() -> str:
    return "spam"


def other() -> str:
    return "sp" "am"


def main() -> None:
    say(f"{flag(one() is other())} {flag(one() is "eggs")}")

# prints:
# yes no
