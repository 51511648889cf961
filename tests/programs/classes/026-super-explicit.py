class A:
    def f(self):
        return 1

    @classmethod
    def c(cls):
        return cls.__name__


class B(A):
    def f(self):
        return super(B, self).f() + 1

    @classmethod
    def c(cls):
        return super().c() + "!"


print(B().f(), B.c())
try:
    super().f()
except RuntimeError as e:
    print(e)
