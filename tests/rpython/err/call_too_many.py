def g(x: int) -> None:
    pass


def f() -> None:
    g(1, 2)  # error[R024]: `g` takes 1 arguments, 2 given | 2
