class A:
    x: int = 0


def g() -> A | None:
    return None


def f(a: A | None) -> int:
    if a is None:
        return 0
    a = g()
    return a.x  # error[R028]: this is `A | None` and may be `None` | a
