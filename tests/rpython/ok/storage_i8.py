# `i8` elements are read with their sign.
from python.rpython import arr, i8
from lib.core import say


def main() -> None:
    a = arr[i8](3)
    a[0] = 127
    a[1] = 128
    a[2] = 0x1FF
    say(f"{a[0]} {a[1]} {a[2]}")

# prints:
# 127 -128 -1
