# An exception that nothing catches ends `main`.
from lib.core import Error, say


def main() -> None:
    say("before")
    raise Error("nobody")

# prints:
# before
# raised: nobody
