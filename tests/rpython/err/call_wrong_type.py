from lib.core import Error, Str


def g(x: int) -> None:
    pass


def f() -> None:
    g("text")  # error[R020]: `Str` where `int` is wanted | "text"
