def f(x) -> None:  # error[R013]: parameter `x` has no annotation | x
    pass
