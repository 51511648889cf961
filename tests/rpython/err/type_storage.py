from python.rpython import u8


def f(x: u8) -> None:  # error[R014]: `u8` is a storage type | u8
    y: u8 = 1  # error[R014]: `u8` is a storage type | u8
