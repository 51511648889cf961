# The first clause that fits is taken.
from lib.core import Error, say


class Sub(Error):
    pass


def main() -> None:
    try:
        raise Sub("s")
    except Error:
        say("first")
    except Sub:
        say("second")

# prints:
# first
