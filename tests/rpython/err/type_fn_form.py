from python.rpython import Fn


def f(x: Fn[int, int]) -> None:  # error[R011]: write `Fn[[A, B], R]` | int, int
    pass
