def outer(p):
    q = 1
    def inner():
        nonlocal q
        q += p
        return q
    return inner
def empty():
    def inner():
        return x
    del x
    x = 2
    return inner
class Body:
    y = 1
    def method(self):
        return __class__
