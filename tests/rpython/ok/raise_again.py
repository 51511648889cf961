# A bare `raise` raises again what the handler caught.
from lib.core import Error, say


def f() -> None:
    try:
        raise Error("same")
    except Error:
        say("seen")
        raise


def main() -> None:
    try:
        f()
    except Error as e:
        say("again " + e.text)

# prints:
# seen
# again same
