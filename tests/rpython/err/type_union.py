def f(x: int | str) -> None:  # error[R011]: the only union is `T | None` | str
    pass
