def p(x):
    print(x, end=" ")
    return x


p(print)(p(1), *[p(2)], k=p(3)) if False else None
d = {p(1): p(2), p(3): p(4)}
d[p(5)] = p(6)
print(d)
