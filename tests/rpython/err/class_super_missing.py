class A:
    pass


class B(A):
    def m(self) -> None:
        super().m()  # error[R021]: no class above has a method `m` | m
