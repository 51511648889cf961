# `==` on str compares what it contains.
from lib.core import flag, say


def main() -> None:
    a = "ab"
    b = "a"
    b += "b"
    say(f"{flag(a == b)} {flag(a is b)} {flag(a != "abc")} {flag("" == "")}")

# prints:
# yes no yes yes
