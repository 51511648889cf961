# Assignments made before the exception are kept.
from lib.core import Error, say


def fail() -> int:
    raise Error("")


def main() -> None:
    n = 0
    try:
        n = 1
        n = 2
        n = fail()
        n = 3
    except Error:
        say(f"{n}")

# prints:
# 2
