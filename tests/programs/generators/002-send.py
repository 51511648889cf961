def g():
    x = yield 1
    while True:
        x = yield x * 2


i = g()
print(next(i), i.send(5), i.send(6))
j = g()
try:
    j.send(1)
except TypeError as e:
    print(e)
