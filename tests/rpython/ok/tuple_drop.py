# `_` drops an item.
from lib.core import say


def three() -> tuple[int, int, int]:
    return 1, 2, 3


def main() -> None:
    a, _, c = three()
    _, b, _ = three()
    say(f"{a} {b} {c}")

# prints:
# 1 2 3
