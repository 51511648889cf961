# Arguments are evaluated in the order of the parameters.
# not in CPython: there they are evaluated as written
from lib.core import say


def loud(n: int) -> int:
    say(f"{n}")
    return n


def f(a: int, b: int, c: int) -> int:
    return a * 100 + b * 10 + c


def main() -> None:
    say(f"{f(c=loud(3), a=loud(1), b=loud(2))}")

# prints:
# 1
# 2
# 3
# 123
