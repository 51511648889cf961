from python.rpython import nonnull


def f(n: int) -> None:
    nonnull(n)  # error[R020]: `int` is no nullable reference | n
