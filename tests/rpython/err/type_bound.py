class Base:
    pass


class Box[T: Base]:
    pass


def f(x: Box[int]) -> None:  # error[R015]: `int` is not below `Base`, the bound of `T` | int
    pass
