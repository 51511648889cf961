from python.rpython import arr


def f(a: arr[int]) -> int:
    match a:
        case [x, y]:  # error[R035]: this pattern is not in the dialect | [x, y]
            return 1
    return 0
