from lib.core import Error, Str


class A:
    pass


def f(a: A | None, s: str) -> bool:
    return not a or s  # error[R023]: a condition must be `bool`, this is `A | None` | a  # error[R023]: a condition must be `bool`, this is `Str` | s
