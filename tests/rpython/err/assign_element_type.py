from python.rpython import arr
from lib.core import Error, Str


def f(a: arr[int]) -> None:
    a[0] = "text"  # error[R020]: `Str` where `int` is wanted | "text"
