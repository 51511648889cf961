class A:
    pass


class B:
    pass


def f(a: A) -> int:
    match a:
        case B():  # error[R037]: `A` is never `B` | B
            return 1
    return 0
