def f(n: int) -> int:
    match n:
        case 1:
            return 1
        case 2:
            return 2
        case 3 | 1:  # error[R035]: 1 is matched above | 3 | 1
            return 3
        case 4:
            return 4
    return 0
