def f() -> None:
    x = 1j  # error[R007]: there are no complex numbers here | 1j
