def f(a):
    b = 2
    return locals()


print(f(1), "f" in globals())
