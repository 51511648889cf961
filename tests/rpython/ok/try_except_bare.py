# A bare `except` catches everything.
from lib.core import Error, say


def main() -> None:
    try:
        raise Error("x")
    except:
        say("caught")

# prints:
# caught
