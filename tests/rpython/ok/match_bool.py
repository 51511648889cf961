# `True` and `False` are patterns for a bool.
from lib.core import say


def f(b: bool) -> str:
    match b:
        case True:
            return "yes"
        case False:
            return "no"
    return "never"


def main() -> None:
    say(f(1 < 2) + f(2 < 1))

# prints:
# yesno
