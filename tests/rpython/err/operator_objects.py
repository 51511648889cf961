class A:
    pass


def f(a: A, b: A) -> None:
    c = a + b  # error[R022]: no operator `+` on `A` and `A` | a + b
    d = -a  # error[R022]: no such operator on `A` | -a
