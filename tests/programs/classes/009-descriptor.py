class D:
    def __set_name__(self, owner, name):
        self.name = name

    def __get__(self, obj, owner=None):
        return (self.name, obj is None, owner.__name__)

    def __set__(self, obj, value):
        print("set", self.name, value)

    def __delete__(self, obj):
        print("delete", self.name)


class A:
    d = D()


a = A()
print(a.d, A.d)
a.d = 3
del a.d
