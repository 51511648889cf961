from python.rpython import final


@final
class A:
    pass


class B(A):  # error[R040]: `A` is final | A
    pass
