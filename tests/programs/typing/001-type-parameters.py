def f[X: int, Y: (int, str), *Z = *tuple[int, ...], **W = [int]]():
    pass


x, y, z, w = f.__type_params__
print(x, y, z, w, [type(p).__name__ for p in f.__type_params__])
print(x.__bound__, y.__constraints__, z.__default__, w.__default__, x.__default__)
print(x.__infer_variance__, x.__covariant__)
