# A function whose result is `Never` does not return: what follows a call is dead.
from typing import Never
from lib.core import Error, say


def fail(text: str) -> Never:
    raise Error(text)


def positive(n: int) -> int:
    if n > 0:
        return n
    fail("not positive")


def main() -> None:
    say(f"{positive(3)}")
    try:
        positive(0)
    except Error as e:
        say(e.text)

# prints:
# 3
# not positive
