def f(a: int) -> bool:
    return a is 1  # error[R022]: no `is` between `int` and `int` | a is 1
