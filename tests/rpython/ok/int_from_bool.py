# `int(b)` is 1 or 0; there is no implicit conversion.
from python.rpython import i32
from lib.core import say


def count(flags: int) -> int:
    n = 0
    for i in range(8):
        n += int(flags >> i & 1 == 1)
    return n


def main() -> None:
    one: i32 = i32(1 < 2)
    say(f"{int(True)} {int(False)} {one} {count(0b1011)}")

# prints:
# 1 0 1 3
