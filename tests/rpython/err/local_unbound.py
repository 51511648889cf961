def f(c: bool) -> int:
    if c:
        x = 1
    return x  # error[R030]: `x` may be unbound here | x
