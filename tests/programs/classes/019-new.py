class A:
    def __new__(cls, *a):
        print("new", a)
        return super().__new__(cls)

    def __init__(self, *a):
        print("init", a)


A(1, 2)


class B:
    def __new__(cls):
        return 5


print(B())
try:
    object(1)
except TypeError as e:
    print(e)


class C:
    pass


try:
    C(1)
except TypeError as e:
    print(e)
