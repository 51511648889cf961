class A:
    pass


def f(a: A) -> None:
    del a[1]  # error[R021]: `A` has no `__delitem__` | a[1]
