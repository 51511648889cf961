# An initialiser may use globals of its own module and of imported ones.
from python.rpython import Final
from lib.constants import origin
from lib.core import say


class Box:
    x: int

    def __init__(self, x: int) -> None:
        self.x = x


base: Final = Box(origin.x + 1)
next_one: Final = Box(base.x * 2)


def main() -> None:
    say(f"{base.x} {next_one.x}")

# prints:
# 42 84
