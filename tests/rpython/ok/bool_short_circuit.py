# `and` and `or` evaluate the right side only when it decides.
from lib.core import flag, say


def loud(name: str, value: bool) -> bool:
    say(f"asked {name}")
    return value


def main() -> None:
    a = loud("a", False) and loud("b", True)
    c = loud("c", True) or loud("d", True)
    e = loud("e", True) and loud("f", False) or loud("g", True)
    say(f"{flag(a)} {flag(c)} {flag(e)} {flag(not e)}")

# prints:
# asked a
# asked c
# asked e
# asked f
# asked g
# no yes yes no
