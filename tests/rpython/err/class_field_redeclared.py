class A:
    x: int = 0


class B(A):
    x: int = 1  # error[R047]: `x` is declared above this class | x
