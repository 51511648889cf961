from lib.core import Error, Str


def f(a: int, b: float, s: str) -> None:
    c = a < b  # error[R022]: no `<` between `int` and `float` | a < b
    d = s == a  # error[R022]: no `==` between `Str` and `int` | s == a
