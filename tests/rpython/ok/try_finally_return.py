# A `return` in `finally` replaces the exception.
from lib.core import Error, say


def f() -> int:
    try:
        raise Error("lost")
    finally:
        return 7


def main() -> None:
    say(f"{f()}")

# prints:
# 7
