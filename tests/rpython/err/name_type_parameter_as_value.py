def f[T](x: T) -> T:
    y = T  # error[R010]: `T` is a type, not a value | T
    return x


def g() -> int:
    return f(1)
