# `u16` and `i16` elements truncate to 16 bits.
from python.rpython import arr, i16, u16
from lib.core import say


def main() -> None:
    a = arr[u16](2)
    b = arr[i16](2)
    a[0] = 65535
    a[1] = 65537
    b[0] = 32768
    b[1] = -32769
    say(f"{a[0]} {a[1]} {b[0]} {b[1]}")

# prints:
# 65535 1 -32768 32767
