# Tuples nest and hold every type.
from python.rpython import arr
from lib.core import flag, say, show_float


def make(n: int) -> tuple[int, tuple[str, float], arr[int], bool]:
    return n, ("s", 0.25), [n], n > 1


def main() -> None:
    a, inner, items, ok = make(2)
    s, f = inner
    say(f"{a} {s} {show_float(f)} {items[0]} {flag(ok)}")

# prints:
# 2 s 0.25 2 yes
