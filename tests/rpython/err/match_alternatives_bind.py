class A:
    x: int = 0


def f(a: A) -> int:
    match a:
        case A(x=v) | A(x=v):  # error[R035]: alternatives bind no names | A(x=v)
            return v  # error[R010]: unknown name `v` | v
    return 0
