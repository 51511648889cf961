def g(*, x: int) -> None:
    pass


def f() -> None:
    g(1)  # error[R024]: `g` takes 0 arguments, 1 given | 1
