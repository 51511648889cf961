from lib.core import Error, Str


def f(c: bool) -> None:
    x = 1 if c else "text"  # error[R020]: `int` and `Str` have no common type | 1 if c else "text"
