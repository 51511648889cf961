def g() -> int:
    return 1


def h(x: int = g()) -> int:  # error[R050]: a default must be a constant or a global | g()
    return x
