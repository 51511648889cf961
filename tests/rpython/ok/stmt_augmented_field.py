# `a.b += v` evaluates the object once.
from lib.core import say


class Counter:
    n: int = 0


def counter(c: Counter) -> Counter:
    say("object")
    return c


def main() -> None:
    c = Counter()
    counter(c).n += 3
    counter(c).n *= 2
    say(f"{c.n}")

# prints:
# object
# object
# 6
