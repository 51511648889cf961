def g() -> int:
    return 1


def f() -> None:
    g() = 1  # error[R001]: syntax error: Invalid assignment target | g()
