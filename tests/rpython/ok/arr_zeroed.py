# `arr[T](n)` is zeroed.
from python.rpython import arr, i32, u8
from lib.core import flag, say, show_float


class Node:
    x: int = 0


def main() -> None:
    a = arr[int](3)
    b = arr[float](2)
    c = arr[bool](2)
    d = arr[Node | None](2)
    e = arr[u8](5)
    n: i32 = 0
    f = arr[int](n)
    say(f"{a[0]} {a[2]} {show_float(b[1])} {flag(c[0])} {flag(d[1] is None)} {e[4]} {len(a)} {len(f)}")

# prints:
# 0 0 0.0 no yes 0 3 0
