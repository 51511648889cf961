from lib.core import Error, Str


def f(a: str, b: str) -> bool:
    return a < b  # error[R022]: no `<` between `Str` and `Str` | a < b
