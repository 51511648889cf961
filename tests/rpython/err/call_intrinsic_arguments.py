from python.rpython import clz, popcnt, wrap_add
from lib.core import Error, Str


def f(x: float) -> None:
    clz()  # error[R024]: `clz` takes 1 arguments, 0 given | clz()
    popcnt(x)  # error[R020]: `int` or `i32` is wanted, this is `float` | x
    wrap_add(1, "a")  # error[R020]: `int` or `i32` is wanted, this is `Str` | "a"
