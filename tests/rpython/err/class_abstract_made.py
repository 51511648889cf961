from python.rpython import abstract


@abstract
class A:
    pass


def f() -> None:
    A()  # error[R042]: `A` is abstract | A()
