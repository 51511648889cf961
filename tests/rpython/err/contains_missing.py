class A:
    pass


def f(a: A) -> bool:
    return 1 in a  # error[R021]: `A` has no `__contains__` | a
