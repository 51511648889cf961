# Tuples infer type arguments.
from lib.core import say


def swap[A, B](pair: tuple[A, B]) -> tuple[B, A]:
    a, b = pair
    return b, a


def main() -> None:
    s, n = swap((3, "three"))
    say(f"{s} {n}")

# prints:
# three 3
