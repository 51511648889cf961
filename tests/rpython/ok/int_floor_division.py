# `//` on int rounds towards minus infinity.
from lib.core import say


def show(a: int, b: int) -> None:
    say(f"{a} // {b} = {a // b}")


def main() -> None:
    show(7, 2)
    show(-7, 2)
    show(7, -2)
    show(-7, -2)
    show(6, -3)
    show(0, 5)
    show(-1, 1000000000000)

# prints:
# 7 // 2 = 3
# -7 // 2 = -4
# 7 // -2 = -4
# -7 // -2 = 3
# 6 // -3 = -2
# 0 // 5 = 0
# -1 // 1000000000000 = -1
