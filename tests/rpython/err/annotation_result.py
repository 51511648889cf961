def f(x: int):  # error[R013]: `f` has no result annotation | f
    pass
