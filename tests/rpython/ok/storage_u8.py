# `u8` elements are read as `i32` from 0 to 255; a store truncates.
from python.rpython import arr, u8
from lib.core import say


def main() -> None:
    a = arr[u8](4)
    a[0] = 255
    a[1] = 256
    a[2] = -1
    a[3] = 0x1234
    say(f"{a[0]} {a[1]} {a[2]} {a[3]}")

# prints:
# 255 0 255 52
