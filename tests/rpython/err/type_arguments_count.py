class Box[T]:
    pass


def f(x: Box[int, str]) -> None:  # error[R012]: `Box` takes 1 type arguments, not 2 | int, str
    pass
