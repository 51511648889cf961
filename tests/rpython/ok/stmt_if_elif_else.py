# `if`, `elif`, `else`.
from lib.core import say


def grade(n: int) -> str:
    if n > 90:
        return "a"
    elif n > 70:
        return "b"
    elif n > 50:
        return "c"
    else:
        return "d"


def main() -> None:
    say(grade(95) + grade(71) + grade(60) + grade(3))

# prints:
# abcd
