def f(x: int) -> int:
    return x


def g() -> int:
    return f(*[1])  # error[R007]: this expression is not in the dialect | *[1]  # error[R024]: `f` takes 1 arguments, 1 given | *[1]
