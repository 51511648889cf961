# Arrays of arrays are references to arrays.
from python.rpython import arr
from lib.core import say, show_ints


def main() -> None:
    rows = arr[arr[int]](3)
    for i in range(3):
        rows[i] = arr[int](i + 1)
        rows[i][i] = i * i
    say(show_ints(rows[2]))
    shared = rows[1]
    shared[0] = 8
    say(show_ints(rows[1]))

# prints:
# [0 0 4]
# [8 1]
