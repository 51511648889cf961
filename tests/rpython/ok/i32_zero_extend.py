# `zext` takes the 32 bits of an `i32` as an unsigned number.
from python.rpython import i32, zext
from lib.core import say


def main() -> None:
    x: i32 = -1
    say(f"{zext(x)} {zext(5)}")

# prints:
# 4294967295 5
