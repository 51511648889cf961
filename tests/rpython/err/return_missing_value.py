def f() -> int:
    return  # error[R020]: a `int` must be returned | return
