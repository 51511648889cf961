def g(x: int) -> None:
    pass


def f() -> None:
    g(y=1)  # error[R024]: `g` has no parameter `y` | y=1
