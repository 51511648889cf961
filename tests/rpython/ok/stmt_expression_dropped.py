# The result of a call may be dropped.
from lib.core import say


def noisy(n: int) -> int:
    say(f"called {n}")
    return n


def main() -> None:
    noisy(1)
    noisy(2) + noisy(3)

# prints:
# called 1
# called 2
# called 3
