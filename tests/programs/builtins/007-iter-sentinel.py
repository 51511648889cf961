it = iter([1, 2, 0, 3])
print(list(iter(lambda: next(it), 0)))
try:
    iter(3)
except TypeError as e:
    print(e)
try:
    next([])
except TypeError as e:
    print(e)
