# `a if c else b` evaluates one side.
from lib.core import say


def loud(n: int) -> int:
    say(f"side {n}")
    return n


def main() -> None:
    c = loud(0) == 0
    say(f"{loud(1) if c else loud(2)} {loud(3) if not c else loud(4)}")

# prints:
# side 0
# side 1
# side 4
# 1 4
