def f(x: int) -> None:
    a, b = x  # error[R027]: `int` cannot be unpacked | x
