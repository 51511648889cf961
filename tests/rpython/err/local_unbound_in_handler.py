from lib.core import Error


def g() -> int:
    return 1


def f() -> int:
    try:
        x = g()
    except Error:
        return x  # error[R030]: `x` may be unbound here | x
    return x
