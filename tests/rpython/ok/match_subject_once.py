# The subject is evaluated once.
from lib.core import say


def subject() -> int:
    say("asked")
    return 3


def main() -> None:
    match subject():
        case 1:
            say("one")
        case 2:
            say("two")
        case 3:
            say("three")

# prints:
# asked
# three
