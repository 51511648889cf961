class A:
    def m(self, x: int) -> int:
        return x


class B(A):
    def m(self, x: float) -> int:  # error[R041]: `B.m` is (float) -> int, but overrides (int) -> int | m
        return 1


class C(A):
    def m(self) -> int:  # error[R041]: `C.m` is () -> int, but overrides (int) -> int | m
        return 1
