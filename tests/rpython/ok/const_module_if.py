# `if` with a constant condition is decided at module level.
from python.rpython import Final
from lib.core import say

LEVEL: Final = 2

if LEVEL == 1:

    def name() -> str:
        return "one"

elif LEVEL == 2:
    EXTRA: Final = "!"

    def name() -> str:
        return "two" + EXTRA

else:

    def name() -> str:
        return undefined


def main() -> None:
    say(name())

# prints:
# two!
