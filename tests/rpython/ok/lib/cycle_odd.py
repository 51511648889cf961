from lib.cycle_even import is_even


def is_odd(n: int) -> bool:
    if n == 0:
        return False
    return is_even(n - 1)
