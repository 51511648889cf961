class A:
    x: int = 0

    def m(self) -> None:
        pass


def f(a: A | None) -> int:
    a.x = 1  # error[R028]: this is `A | None` and may be `None` | a
    a.m()  # error[R028]: this is `A | None` and may be `None` | a
    return a.x  # error[R028]: this is `A | None` and may be `None` | a
