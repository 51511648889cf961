def f() -> int:
    g = lambda x: x  # error[R007]: lambdas are not in the dialect | lambda x: x
    return 1
