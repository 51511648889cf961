# Division by a power of two is a shift, with the same result; other constants divide.
from lib.core import say


def main() -> None:
    for n in range(-9, 10, 6):
        say(f"{n}: {n // 4} {n % 4} {n // 1} {n % 1} {n // 10} {n % 10} {n // -4} {n % -4}")

# prints:
# -9: -3 3 -9 0 -1 1 2 -1
# -3: -1 1 -3 0 -1 7 0 -3
# 3: 0 3 3 0 0 3 -1 -1
# 9: 2 1 9 0 0 9 -3 -3
