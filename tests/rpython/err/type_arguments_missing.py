class Box[T]:
    pass


def f(x: Box) -> None:  # error[R012]: `Box` needs type arguments | Box
    pass
