class A:
    def m(self) -> A:
        return self


class B(A):
    def m(self) -> int:  # error[R041]: `B.m` is () -> int, but overrides () -> A | m
        return 1
