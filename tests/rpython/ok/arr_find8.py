# `arr_find8(a, from, to, byte)` answers the first place, or -1.
from python.rpython import arr_find8
from lib.core import say


def main() -> None:
    a = b"banana"
    say(f"{arr_find8(a, 0, 6, 110)} {arr_find8(a, 3, 6, 110)} {arr_find8(a, 0, 6, 122)} {arr_find8(a, 0, 2, 110)}")

# prints:
# 2 4 -1 -1
