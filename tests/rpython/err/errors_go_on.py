# The compiler goes on after an error.
from lib.core import Error, Str
def f(x: int) -> int:
    y = unknown  # error[R010]: unknown name `unknown` | unknown
    x = "text"  # error[R020]: `Str` where `int` is wanted | "text"
    return y + x


def g(x: int) -> int:
    return f(other)  # error[R010]: unknown name `other` | other
