# A literal takes the other operand's type: `i32` arithmetic stays `i32` and wraps at 32 bits.
# not in CPython: ints do not wrap
# checked: assert
from python.rpython import i32
from lib.core import say


def next_seed(x: i32) -> i32:
    return x * 1103515245 + 12345


def main() -> None:
    x: i32 = 1
    for _ in range(3):
        x = next_seed(x)
        say(f"{x}")

# prints:
# 1103527590
# -1770082073
# 662824084
