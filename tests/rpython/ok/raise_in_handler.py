# What a handler raises is not caught by its own `try`.
from lib.core import Error, say


class Other(Error):
    pass


def f() -> None:
    try:
        raise Error("first")
    except Error:
        raise Other("second")
    except Other:
        say("never")


def main() -> None:
    try:
        f()
    except Other as e:
        say(e.text)

# prints:
# second
