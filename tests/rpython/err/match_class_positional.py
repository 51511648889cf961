class A:
    x: int = 0


def f(a: A) -> int:
    match a:
        case A(1):  # error[R035]: fields are matched by name: `C(field=x)` | A(1)
            return 1
    return 0
