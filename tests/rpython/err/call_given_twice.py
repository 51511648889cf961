def g(x: int) -> None:
    pass


def f() -> None:
    g(1, x=2)  # error[R024]: `x` is given twice | x=2
