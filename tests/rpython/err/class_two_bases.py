class A:
    pass


class B:
    pass


class C(A, B):  # error[R040]: a class has one base class, mixins aside | B
    pass
