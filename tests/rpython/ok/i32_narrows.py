# `i32(x)` narrows an `int`, wrapping.
from python.rpython import i32
from lib.core import say


def main() -> None:
    for x in [1, 0x7FFFFFFF, 0x80000000, 0x1_0000_0005, -1, -0x80000001]:
        y: i32 = i32(x)
        say(f"{x} {y}")

# prints:
# 1 1
# 2147483647 2147483647
# 2147483648 -2147483648
# 4294967301 5
# -1 -1
# -2147483649 2147483647
