class M(type):
    def __instancecheck__(cls, x):
        return x == 3

    def __subclasscheck__(cls, c):
        return c is int


class A(metaclass=M):
    pass


print(isinstance(3, A), isinstance(4, A), issubclass(int, A), issubclass(str, A))
print(isinstance(3, (str, A)), isinstance(3, int | str))
try:
    isinstance(3, 3)
except TypeError as e:
    print(e)
