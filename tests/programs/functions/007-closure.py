def counter():
    n = 0

    def inc():
        nonlocal n
        n += 1
        return n

    return inc


a, b = counter(), counter()
print(a(), a(), b())
print(a.__closure__[0].cell_contents, a.__code__.co_freevars)
