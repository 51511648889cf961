# `x in (...)` compares strings by value.
from lib.core import flag, say


def main() -> None:
    s = "b"
    s = s + "c"
    say(f"{flag(s in ("ab", "bc"))} {flag(s not in ("ab", "bc"))} {flag("x" in ("y",))}")

# prints:
# yes no no
