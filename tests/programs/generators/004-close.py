def g():
    try:
        yield 1
    finally:
        print("closed")


i = g()
next(i)
i.close()
i.close()
print(list(i))


def h():
    try:
        yield 1
    except GeneratorExit:
        yield 2


i = h()
next(i)
try:
    i.close()
except RuntimeError as e:
    print(e)
