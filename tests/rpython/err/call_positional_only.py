def g(x: int, /) -> None:
    pass


def f() -> None:
    g(x=1)  # error[R024]: `g` has no parameter `x` | x=1
