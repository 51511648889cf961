class A:
    x: int = 0


def f(a: A) -> int:
    match a:
        case A(y=1):  # error[R021]: `A` has no member `y` | y
            return 1
    return 0
