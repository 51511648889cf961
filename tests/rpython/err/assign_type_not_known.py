def f() -> None:
    x = None  # error[R029]: the type of `x` is not known | x
    y = []  # error[R029]: the element type is not known | []
