def twice(f):
    def g(*a):
        return f(f(*a))

    return g


def add(n):
    def deco(f):
        return lambda x: f(x) + n

    return deco


@twice
@add(10)
def f(x):
    return x * 2


print(f(1))
