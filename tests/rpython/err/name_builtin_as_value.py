def f() -> None:
    x = len  # error[R010]: `len` is not a value | len
