from lib.cycle_odd import is_odd


def is_even(n: int) -> bool:
    if n == 0:
        return True
    return is_odd(n - 1)
