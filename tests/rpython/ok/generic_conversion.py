# `T(x)` converts where `T` is a number type.
from python.rpython import i32
from lib.core import say, show_float


def half[T](x: int) -> T:
    return T(x // 2)


def main() -> None:
    a: i32 = half[i32](9)
    say(f"{a} {half[int](8)} {show_float(half[float](5))}")

# prints:
# 4 4 2.0
