# `safepoint()` answers whether the host wants attention.
from python.rpython import safepoint
from lib.core import flag, say


def main() -> None:
    wanted = 0
    for _ in range(1000):
        if safepoint():
            wanted += 1
    say(flag(0 <= wanted <= 1000))

# prints:
# yes
