def g() -> None:
    pass


def f(x: g, y: len) -> None:  # error[R011]: `g` is not a type | g  # error[R011]: `len` is not a type | len
    pass
