def f() -> None:
    x: int = 1
    x: float = 2.0  # error[R020]: `float` where `int` is wanted | 2.0  # error[R052]: `x` is already a `int` | x
