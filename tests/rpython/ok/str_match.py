# `match` on str constants.
from lib.core import say


def number(word: str) -> int:
    match word:
        case "one":
            return 1
        case "two" | "zwei":
            return 2
        case _:
            return -1


def main() -> None:
    say(f"{number("one")} {number("zw" + "ei")} {number("three")}")

# prints:
# 1 2 -1
