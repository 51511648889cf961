def g():
    yield 1
    return "r"


i = g()
next(i)
try:
    next(i)
except StopIteration as e:
    print(e.value, e.args)
