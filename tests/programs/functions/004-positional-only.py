def f(a, b=1, /, c=2, *, d=3):
    return a, b, c, d


print(f(1), f(1, 2, c=5, d=6))
try:
    f(a=1)
except TypeError as e:
    print(e)
