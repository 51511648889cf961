from typing import Never


def f(x: int) -> Never:  # error[R032]: `f` must not return | f
    x = 1
