def f(a, b=2, *, c=3):
    return a, b, c


print(f(1), f(1, 5), f(a=0, c=9), f(1, b=4, c=5))
