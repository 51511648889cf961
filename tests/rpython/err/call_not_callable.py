class A:
    pass


def f(n: int, a: A) -> None:
    n()  # error[R025]: `int` cannot be called | n
    a()  # error[R021]: `A` has no method `__call__` | a
