class A:
    x: int = 0

    def x(self) -> None:  # error[R047]: `x` is declared twice in `A` | x
        pass
