# `ult` and `ule` compare the bits as unsigned numbers.
from python.rpython import ule, ult
from lib.core import flag, say


def main() -> None:
    say(f"{flag(ult(1, -1))} {flag(ult(-1, 1))} {flag(ult(2, 2))} {flag(ule(2, 2))} {flag(ule(-1, -2))}")

# prints:
# yes no no yes no
