class M(type):
    def __new__(m, name, bases, ns, **kw):
        print("new", name, kw)
        return super().__new__(m, name, bases, ns)

    def __init__(cls, name, bases, ns, **kw):
        super().__init__(name, bases, ns)

    def __call__(cls, *a):
        print("call", a)
        return super().__call__(*a)

    @property
    def p(cls):
        return cls.__name__ + "!"


class A(metaclass=M, k=1):
    def __init__(self, x):
        self.x = x


print(A(3).x, A.p, type(A))
