def calls(f, x, y, *a, **k):
    f(x)
    f(x, y)
    f(y, x)
    f(1, key=x)
    f(*a)
    f(x, *a, y, **k)
    f(k=1, **k)
    x.m(y)
    x.m(f(y))
    x.m(1, key=2)
    x.m(*a)
class C(B):
    def __init__(self, v):
        super().__init__(v)
        super().attr
