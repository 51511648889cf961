def f(*args, **kw):
    return args, kw


print(f(), f(1, 2), f(x=1), f(*[1, 2], 3, *(4,), **{"a": 1}, b=2))
