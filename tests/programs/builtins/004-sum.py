print(sum([1, 2]), sum([0.1] * 10), sum([[1], [2]], []), sum([1], start=5))
try:
    sum(["a"])
except TypeError as e:
    print(e)
try:
    sum(["a"], "")
except TypeError as e:
    print(e)
