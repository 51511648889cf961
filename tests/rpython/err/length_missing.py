class A:
    pass


def f(a: A, n: int) -> int:
    return len(a) + len(n)  # error[R021]: `A` has no `__len__` | a  # error[R021]: `int` has no length | n
