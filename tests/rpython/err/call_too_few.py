def g(x: int, y: int = 1) -> None:
    pass


def f() -> None:
    g()  # error[R024]: `g` needs an argument for `x` | g()
