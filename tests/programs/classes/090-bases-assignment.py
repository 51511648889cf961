class A:
    pass


class B:
    def f(self):
        return "B.f"


class C(A):
    pass


class D(C):
    pass


C.__bases__ = (B, A)
print([c.__name__ for c in D.__mro__], D().f(), A.__subclasses__(), C.__base__)
for value in (3, (), (3,), (D,), (int,)):
    try:
        C.__bases__ = value
    except TypeError as e:
        print(e)
