# Indexes are `int` or `i32`.
from python.rpython import arr, i32
from lib.core import say


def main() -> None:
    a: arr[int] = [10, 20, 30]
    i = 1
    j: i32 = 2
    say(f"{a[0]} {a[i]} {a[j]} {a[len(a) - 1]}")
    a[i] += 5
    a[j] = a[i] * 2
    say(f"{a[1]} {a[2]}")

# prints:
# 10 20 30 30
# 25 50
