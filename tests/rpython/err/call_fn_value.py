from python.rpython import Fn
from lib.core import Error, Str


def f(g: Fn[[int], int], h: Fn[[], int] | None) -> None:
    g()  # error[R024]: the function takes 1 arguments, 0 given | g()
    g(x=1)  # error[R024]: the function takes 1 arguments, 0 given | g(x=1)
    g("text")  # error[R020]: `Str` where `int` is wanted | "text"
    h()  # error[R028]: this is `Fn[[], int] | None` and may be `None` | h
