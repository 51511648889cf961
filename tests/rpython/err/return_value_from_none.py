def f() -> None:
    return 1  # error[R020]: this function has no result | 1
