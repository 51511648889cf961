def f(x: float) -> None:
    for i in range(x):  # error[R020]: `float` where `int` is wanted | x
        pass
