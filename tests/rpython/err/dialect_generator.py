def f() -> None:
    yield 1  # error[R007]: this expression is not in the dialect | yield 1
