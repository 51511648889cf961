def straight(a, b):
    c = a + b * 2
    return c - 1
def maybe_unbound(c):
    if c:
        v = 1
    return v
def deleted(x):
    del x
    return x
def swap(a, b):
    a, b = b, a
    return a, b
def unpack(t):
    a, b = t
    c, *d, e = t
    return a, b, c, d, e
