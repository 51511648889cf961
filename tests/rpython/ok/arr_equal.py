# `arr_equal(a, ai, b, bi, n)` on bytes.
from python.rpython import arr_equal
from lib.core import flag, say


def main() -> None:
    a = b"hello world"
    b = b"yellow"
    say(f"{flag(arr_equal(a, 1, b, 1, 4))} {flag(arr_equal(a, 0, b, 0, 2))} {flag(arr_equal(a, 3, b, 2, 0))}")

# prints:
# yes no yes
