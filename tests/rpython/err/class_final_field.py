from python.rpython import Final


class A:
    x: Final[int]

    def __init__(self) -> None:
        self.x = 1

    def m(self) -> None:
        self.x = 2  # error[R031]: `x` is final | x


def f(a: A) -> None:
    a.x = 3  # error[R031]: `x` is final | x
