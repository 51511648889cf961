def f(x: int[str]) -> None:  # error[R011]: `int` takes no type arguments | int
    pass
