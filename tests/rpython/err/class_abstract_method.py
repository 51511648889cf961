class A:
    def m(self) -> int: ...


class B(A):
    pass


def f() -> None:
    B()  # error[R042]: `B` does not implement `m` | B()
