def f(n):
    return [x + n for x in range(3)], {x: n for x in "ab"}


print(f(10))
