def f(x: int) -> int:
    if x:  # error[R023]: a condition must be `bool`, this is `int` | x
        return 1
    while x:  # error[R023]: a condition must be `bool`, this is `int` | x
        pass
    return 2 if x else 3  # error[R023]: a condition must be `bool`, this is `int` | x
