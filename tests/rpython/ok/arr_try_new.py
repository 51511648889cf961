# `arr[T].try_new(n)` answers `None` where there can be no such array.
from python.rpython import arr, u8
from lib.core import flag, say


def length(n: int) -> int:
    a = arr[u8].try_new(n)
    if a is None:
        return -1
    return len(a)


def main() -> None:
    minus = 0 - 5
    say(f"{length(0)} {length(7)} {length(minus)}")

# prints:
# 0 7 -1
