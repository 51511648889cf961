def g[T](x: T) -> T:
    return x


def f() -> None:
    x = g  # error[R010]: a generic function is called, not a value | g
