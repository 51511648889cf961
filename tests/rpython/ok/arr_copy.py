# `arr_copy` moves elements between arrays and within one, also where the ranges overlap.
from python.rpython import arr, arr_copy
from lib.core import say, show_ints


def main() -> None:
    a: arr[int] = [1, 2, 3, 4, 5]
    b = arr[int](3)
    arr_copy(a, 1, b, 0, 3)
    say(show_ints(b))
    arr_copy(a, 0, a, 1, 4)
    say(show_ints(a))
    arr_copy(a, 2, a, 0, 3)
    say(show_ints(a))

# prints:
# [2 3 4]
# [1 1 2 3 4]
# [2 3 4 3 4]
