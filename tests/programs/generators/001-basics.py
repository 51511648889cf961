def g(n):
    for i in range(n):
        yield i * i


print(list(g(4)), sum(g(5)), 4 in g(5))
it = g(1)
print(next(it), next(it, "end"))
print(iter(it) is it)
