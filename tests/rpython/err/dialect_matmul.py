def f(x: int) -> int:
    return x @ x  # error[R022]: no operator `@` on `int` and `int` | x @ x
