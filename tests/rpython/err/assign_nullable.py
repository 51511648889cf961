class A:
    pass


def f(a: A, n: A | None) -> None:
    a = n  # error[R020]: `A | None` where `A` is wanted | n
