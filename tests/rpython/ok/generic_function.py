# A generic function's type arguments come from its arguments.
from python.rpython import arr
from lib.core import say


def last[T](items: arr[T]) -> T:
    return items[len(items) - 1]


def pick[T](first: bool, a: T, b: T) -> T:
    if first:
        return a
    return b


def main() -> None:
    say(f"{last([1, 2, 3])} {last(["x", "y"])} {pick(True, 10, 20)} {pick(False, "a", "b")}")

# prints:
# 3 y 10 b
