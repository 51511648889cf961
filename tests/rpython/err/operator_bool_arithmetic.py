def f(a: bool, b: bool) -> None:
    c = a + b  # error[R022]: no operator `+` on `bool` and `bool` | a + b
