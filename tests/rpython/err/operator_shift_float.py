def f(a: float) -> None:
    b = a << 1  # error[R022]: no operator `<<` on `float` and `int` | a << 1
    c = ~a  # error[R022]: no such operator on `float` | ~a
