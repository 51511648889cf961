# The six comparisons of int.
from lib.core import flag, say


def show(a: int, b: int) -> None:
    say(f"{flag(a < b)} {flag(a <= b)} {flag(a == b)} {flag(a != b)} {flag(a >= b)} {flag(a > b)}")


def main() -> None:
    show(1, 2)
    show(2, 2)
    show(3, -3)

# prints:
# yes yes no yes no no
# no yes yes no yes no
# no no no yes yes yes
