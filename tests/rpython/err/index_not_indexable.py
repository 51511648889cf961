def f(n: int) -> int:
    return n[0]  # error[R026]: `int` cannot be indexed | n
