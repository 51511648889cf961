def f(x: int) -> float:
    return x / 2  # error[R022]: `/` is for floats | x / 2
