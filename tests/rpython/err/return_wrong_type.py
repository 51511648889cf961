from lib.core import Error, Str


def f() -> int:
    return "text"  # error[R020]: `Str` where `int` is wanted | "text"
