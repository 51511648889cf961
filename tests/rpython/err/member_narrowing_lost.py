class A:
    next: A | None = None
    x: int = 0


def f(a: A) -> int:
    if a.next is not None:
        return a.next.x  # error[R028]: this is `A | None` and may be `None` | a.next
    return 0
