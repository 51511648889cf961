def g() -> None:
    pass


def f() -> None:
    x = g()  # error[R020]: this has no value | g()
