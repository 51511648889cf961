# `arr_fill(a, from, to, v)`.
from python.rpython import arr, arr_fill, u8
from lib.core import say, show_ints


def main() -> None:
    a = arr[int](5)
    arr_fill(a, 1, 4, 7)
    say(show_ints(a))
    b = arr[u8](3)
    arr_fill(b, 0, 3, 511)
    say(f"{b[0]} {b[2]}")
    arr_fill(a, 2, 2, 9)
    say(show_ints(a))

# prints:
# [0 7 7 7 0]
# 255 255
# [0 7 7 7 0]
