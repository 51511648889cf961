# `unsafe_get` and `unsafe_set` where the index has been proved.
from python.rpython import arr, i32, unsafe_get, unsafe_set
from lib.core import say, show_ints


def reverse(a: arr[int]) -> None:
    i: i32 = 0
    j: i32 = len(a) - 1
    while i < j:
        x = unsafe_get(a, i)
        unsafe_set(a, i, unsafe_get(a, j))
        unsafe_set(a, j, x)
        i += 1
        j -= 1


def main() -> None:
    a: arr[int] = [1, 2, 3, 4, 5]
    reverse(a)
    say(show_ints(a))

# prints:
# [5 4 3 2 1]
