# Arrays are compared with `is`.
from python.rpython import arr
from lib.core import flag, say


def main() -> None:
    a = arr[int](1)
    b = arr[int](1)
    c = a
    say(f"{flag(a is b)} {flag(a is c)} {flag(a is not b)}")

# prints:
# no yes yes
