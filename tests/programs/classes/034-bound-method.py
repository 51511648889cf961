class A:
    def f(self, x):
        return x


m = A().f
print(m(3), m.__func__ is A.f, type(m.__self__).__name__, m.__name__)
a = A()
print(a.f == a.f, a.f is a.f)
try:
    A.f()
except TypeError as e:
    print(e)
