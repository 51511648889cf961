class A:
    def __init__(self, x):
        self.x = x

    def __eq__(self, o):
        return self.x == o.x

    def __hash__(self):
        return hash(self.x)


class B:
    def __eq__(self, o):
        return True


print(A(1) == A(1), A(1) != A(1), len({A(1), A(1), A(2)}))
try:
    hash(B())
except TypeError as e:
    print(e)
