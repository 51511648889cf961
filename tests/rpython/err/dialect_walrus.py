def f(x: int) -> int:
    if (y := x) > 1:  # error[R007]: this expression is not in the dialect | y := x
        return y  # error[R010]: unknown name `y` | y
    return 0
