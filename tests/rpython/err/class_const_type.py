from python.rpython import ClassConst
from lib.core import Error, Str


class A:
    k: ClassConst[int] = "text"  # error[R020]: `str` does not fit `int` | "text"
