# `if` with a constant condition is decided in class bodies too.
from python.rpython import Final
from lib.core import say

DEBUG: Final = False


class Thing:
    if DEBUG:
        count: int = 1

        def tell(self) -> str:
            return "debug"
    else:
        def tell(self) -> str:
            return "release"


def main() -> None:
    say(Thing().tell())

# prints:
# release
