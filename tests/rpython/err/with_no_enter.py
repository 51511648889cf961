class A:
    pass


def f(a: A) -> None:
    with a:  # error[R021]: `A` has no `__enter__` | a
        pass
