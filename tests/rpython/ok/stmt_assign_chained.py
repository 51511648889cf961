# `a = b = value` evaluates the value once.
from lib.core import say


def value() -> int:
    say("once")
    return 4


def main() -> None:
    a = b = value()
    a += 1
    say(f"{a} {b}")

# prints:
# once
# 5 4
