from lib.core import Error, Str


def f() -> None:
    a = [1, "text"]  # error[R029]: the element type is not known | [1, "text"]
