def f() -> None:
    pass


def f() -> None:  # error[R005]: `f` is defined twice | f
    pass
