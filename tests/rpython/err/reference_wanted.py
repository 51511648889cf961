from python.rpython import identity_hash, weak_new


class A:
    pass


def f(n: int, a: A | None) -> None:
    identity_hash(n)  # error[R020]: an object is wanted, this is `int` | n
    weak_new(a)  # error[R028]: this is `A | None` and may be `None` | a
