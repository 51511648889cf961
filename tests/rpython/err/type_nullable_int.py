def f(x: int | None) -> None:  # error[R011]: `int` cannot be `None` | int
    pass
