def f(n: int) -> int:
    return n.real  # error[R021]: `int` has no member `real` | n
