from python.rpython import arr


def f(a: arr[int] | None) -> int:
    return a[0] + len(a)  # error[R028]: this is `arr[int] | None` and may be `None` | a
