class A:
    pass


def f(n: int, a: A) -> None:
    for x in n:  # error[R034]: `int` cannot be iterated | n
        pass
    for y in a:  # error[R021]: `A` has no `__len__` | a
        pass
