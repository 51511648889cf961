from python.rpython import arr


def f(x: arr[None]) -> None:  # error[R011]: an array of nothing | None
    pass
