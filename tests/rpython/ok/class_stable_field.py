# A `Stable` field may change, seldom.
from python.rpython import Stable
from lib.core import say


class Version:
    tag: Stable[int] = 0

    def bump(self) -> None:
        self.tag += 1


def main() -> None:
    v = Version()
    v.bump()
    v.bump()
    say(f"{v.tag}")

# prints:
# 2
