# `if` with a constant condition is decided by the compiler; the other branch is not checked.
from python.rpython import Final
from lib.core import say

FAST: Final = 2 > 1


def mode() -> str:
    if FAST:
        return "fast"
    else:
        return undefined_here()


def main() -> None:
    say(mode())

# prints:
# fast
