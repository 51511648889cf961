class A:
    def __add__(self, o):
        return NotImplemented

    def __lt__(self, o):
        return NotImplemented

    def __eq__(self, o):
        return NotImplemented


class B:
    def __radd__(self, o):
        return "B.radd"

    def __gt__(self, o):
        return "B.gt"


print(A() + B(), A() < B(), A() == A())
try:
    A() + A()
except TypeError as e:
    print(e)
try:
    A() < A()
except TypeError as e:
    print(e)
