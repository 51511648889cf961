# A local belongs to the function, wherever it is bound.
from lib.core import say


def f(n: int) -> int:
    if n > 0:
        x = n
    else:
        x = -n
    while x > 10:
        y = x
        x = y // 2
    return x


def main() -> None:
    say(f"{f(100)} {f(-3)}")

# prints:
# 6 3
