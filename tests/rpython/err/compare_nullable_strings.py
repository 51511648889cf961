from lib.core import Error, Str


def f(a: str | None) -> bool:
    return a == "x"  # error[R028]: this is `Str | None` and may be `None` | a == "x"
