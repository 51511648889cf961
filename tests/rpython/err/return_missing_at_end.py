def f(x: int) -> int:  # error[R032]: `f` can end without a result | f
    if x > 0:
        return 1
