class A:
    pass


class B:
    pass


def f(a: A, b: B) -> None:
    a = b  # error[R020]: `B` where `A` is wanted | b
