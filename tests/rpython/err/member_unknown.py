class A:
    x: int = 0


def f(a: A) -> int:
    a.y = 1  # error[R021]: `A` has no member `y` | y
    a.z()  # error[R021]: `A` has no member `z` | z
    return a.y  # error[R021]: `A` has no member `y` | y
