class Base:
    pass


def g[T: Base](x: T) -> T:
    return x


def f() -> int:
    return g(3)  # error[R015]: `int` is not below `Base`, the bound of `T` | g(3)
