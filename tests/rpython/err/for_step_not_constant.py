def f(n: int) -> None:
    for i in range(0, 10, n):  # error[R050]: the step of `range` must be a constant, not 0 | n
        pass
    for i in range(0, 10, 0):  # error[R050]: the step of `range` must be a constant, not 0 | 0
        pass
