from python.rpython import i32


def f(x: int, y: i32) -> None:
    y = x  # error[R020]: `int` where `i32` is wanted | x
