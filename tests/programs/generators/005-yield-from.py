def inner():
    x = yield 1
    print("got", x)
    return "result"


def outer():
    r = yield from inner()
    print(r)
    yield from [7, 8]


i = outer()
print(next(i), i.send("s"), next(i), list(i))
