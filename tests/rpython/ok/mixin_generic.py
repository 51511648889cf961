# Mixins may be generic.
from python.rpython import mixin
from lib.core import say


@mixin
class Holding[T]:
    held: T

    def get(self) -> T:
        return self.held


class IntBox(Holding[int]):
    def __init__(self, n: int) -> None:
        self.held = n


class StrBox(Holding[str]):
    def __init__(self, s: str) -> None:
        self.held = s


def main() -> None:
    say(f"{IntBox(4).get() + 1} {StrBox("s").get()}")

# prints:
# 5 s
