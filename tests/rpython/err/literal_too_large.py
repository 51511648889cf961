def f() -> int:
    return 18446744073709551616  # error[R038]: the literal does not fit 64 bits | 18446744073709551616
