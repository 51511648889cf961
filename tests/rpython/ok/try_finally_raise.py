# What `finally` raises replaces what was on its way.
from lib.core import Error, say


def f() -> None:
    try:
        raise Error("first")
    finally:
        raise Error("second")


def main() -> None:
    try:
        f()
    except Error as e:
        say(e.text)

# prints:
# second
