from python.rpython import Final, i32

N: Final[i32] = 1 << 31  # error[R038]: 2147483648 does not fit i32 | 1 << 31
