def f(n: int) -> int:
    for i in range(n):
        last = i
    return last  # error[R030]: `last` may be unbound here | last
