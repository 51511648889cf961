from python.rpython import Final

N: Final[int]  # error[R006]: `N` needs a value | N
