from lib.core import Error, Str


def f() -> None:
    raise  # error[R036]: `raise` alone belongs into an `except` body | raise
