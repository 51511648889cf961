class A:
    def __len__(self):
        return 0


class B:
    def __bool__(self):
        return False

    def __len__(self):
        return 1


print(bool(A()), bool(B()))


class C:
    def __bool__(self):
        return 1


try:
    bool(C())
except TypeError as e:
    print(e)


class D:
    def __len__(self):
        return -1


try:
    len(D())
except ValueError as e:
    print(e)
