def f(n: int) -> int:
    t = (1, 2)
    return t[n] + t[2]  # error[R026]: a tuple is indexed by a constant in range | 2  # error[R026]: a tuple is indexed by a constant in range | n
