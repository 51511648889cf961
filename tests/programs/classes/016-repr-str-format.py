class A:
    def __repr__(self):
        return "repr"

    def __str__(self):
        return "str"

    def __format__(self, spec):
        return f"fmt<{spec}>"


print(A(), [A()], f"{A()} {A()!r} {A():x}", "%s %r" % (A(), A()))


class B:
    def __repr__(self):
        return 3


try:
    repr(B())
except TypeError as e:
    print(e)
