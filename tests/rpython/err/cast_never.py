from python.rpython import cast


class A:
    pass


class B:
    pass


def f(a: A, n: int) -> None:
    cast(B, a)  # error[R037]: `A` is never `B` | cast(B, a)
    cast(A, n)  # error[R020]: a cast is between references, not from `int` to `A` | cast(A, n)
