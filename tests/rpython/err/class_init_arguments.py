from lib.core import Error, Str


class A:
    def __init__(self, x: int) -> None:
        pass


class B:
    pass


def f() -> None:
    A()  # error[R024]: `__init__` needs an argument for `x` | A()
    A("text")  # error[R020]: `Str` where `int` is wanted | "text"
    B(1)  # error[R024]: `B` has no `__init__` | B(1)
