# `%` on int has the sign of the divisor, and `(a // b) * b + a % b == a`.
from lib.core import say


def show(a: int, b: int) -> None:
    say(f"{a} % {b} = {a % b}")
    assert a // b * b + a % b == a


def main() -> None:
    show(7, 3)
    show(-7, 3)
    show(7, -3)
    show(-7, -3)
    show(-6, 3)
    show(6, -3)
    show(-1, 1 << 40)

# prints:
# 7 % 3 = 1
# -7 % 3 = 2
# 7 % -3 = -2
# -7 % -3 = -1
# -6 % 3 = 0
# 6 % -3 = 0
# -1 % 1099511627776 = 1099511627775
