class A:
    def __init__(self):
        self._x = 1

    @property
    def x(self):
        "the x"
        return self._x

    @x.setter
    def x(self, v):
        self._x = v * 2

    @x.deleter
    def x(self):
        print("deleted")

    @property
    def ro(self):
        return 0


a = A()
a.x = 4
print(a.x, A.x.__doc__)
del a.x
try:
    a.ro = 1
except AttributeError as e:
    print(e)
try:
    del a.ro
except AttributeError as e:
    print(e)
