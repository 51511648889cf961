class A:
    pass


def f() -> None:
    x = A  # error[R010]: `A` is a class, not a value | A
