class A:
    pass


def f(a: A, b: A) -> bool:
    return a == b  # error[R022]: no `==` between `A` and `A` | a == b
