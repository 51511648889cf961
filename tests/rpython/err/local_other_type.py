class A:
    pass


def f(a: A) -> None:
    match a:
        case A() as x:
            pass
    x = 1  # error[R020]: `int` where `A` is wanted | 1
