# The operators on `i32`.
from python.rpython import i32
from lib.core import say


def show(a: i32, b: i32) -> None:
    say(f"{a + b} {a - b} {a * b} {a // b} {a % b} {a & b} {a | b} {a ^ b} {a << 2} {a >> 1} {-a} {~b}")


def main() -> None:
    show(17, 5)
    show(-17, 5)
    show(17, -5)

# prints:
# 22 12 85 3 2 1 21 20 68 8 -17 -6
# -12 -22 -85 -4 3 5 -17 -22 -68 -9 17 -6
# 12 22 -85 -4 -3 17 -5 -22 68 8 -17 4
