# `except E as e` catches the class and those below it.
from lib.core import Error, say


class Missing(Error):
    pass


class Gone(Missing):
    pass


def fail(n: int) -> None:
    if n == 1:
        raise Missing("missing")
    if n == 2:
        raise Gone("gone")
    if n == 3:
        raise Error("error")


def attempt(n: int) -> str:
    try:
        fail(n)
        return "fine"
    except Missing as e:
        return "missing: " + e.text
    except Error as e:
        return "error: " + e.text


def main() -> None:
    for n in range(4):
        say(attempt(n))

# prints:
# fine
# missing: missing
# missing: gone
# error: error
