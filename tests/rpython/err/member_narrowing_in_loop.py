class A:
    next: A | None = None
    x: int = 0


def f(a: A | None) -> int:
    n = 0
    if a is None:
        return 0
    while n < 3:
        n += a.x  # error[R028]: this is `A | None` and may be `None` | a
        a = a.next  # error[R028]: this is `A | None` and may be `None` | a
    return n
