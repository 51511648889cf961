class A:
    pass


class B(A):
    pass


def f(a: A, b: B) -> None:
    b = a  # error[R020]: `A` where `B` is wanted | a
