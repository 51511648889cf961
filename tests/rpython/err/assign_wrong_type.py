from lib.core import Error, Str


def f(x: int, y: float, b: bool, s: str) -> None:
    x = y  # error[R020]: `float` where `int` is wanted | y
    y = x  # error[R020]: `int` where `float` is wanted | x
    x = b  # error[R020]: `bool` where `int` is wanted | b
    s = x  # error[R020]: `int` where `Str` is wanted | x
    b = s  # error[R020]: `Str` where `bool` is wanted | s
