class A:
    def m(self) -> int: ...


class B(A):
    def m(self) -> int:
        return super().m()  # error[R042]: `m` is abstract above | m
