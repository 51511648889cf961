def f(x: int) -> int:
    return x**2  # error[R022]: no operator `**` on `int` and `int` | x**2
