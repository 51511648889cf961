from lib.core import Error


def f(e: Error) -> None:
    raise Error("x") from e  # error[R007]: `raise ... from` is not in the dialect | e
