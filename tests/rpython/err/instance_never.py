class A:
    pass


class B:
    pass


def f(a: A) -> bool:
    return isinstance(a, B)  # error[R037]: `A` is never `B` | B
