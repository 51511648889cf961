def f(x: int, y: float) -> None:
    a = x + y  # error[R022]: no operator `+` on `int` and `float` | x + y
    b = y * x  # error[R022]: no operator `*` on `float` and `int` | y * x
