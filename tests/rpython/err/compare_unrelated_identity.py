class A:
    pass


class B:
    x: int = 0


def f(a: A, s: tuple[int, int]) -> bool:
    return a is 5  # error[R022]: no `is` between `A` and `int` | a is 5
