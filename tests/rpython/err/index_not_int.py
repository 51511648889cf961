from python.rpython import arr


def f(a: arr[int], x: float) -> int:
    return a[x]  # error[R026]: an index is `int` or `i32`, not `float` | x
