# `assert` with a true condition does nothing, with a message or without.
from lib.core import say


def main() -> None:
    n = 3
    assert n == 3
    assert n < 10, "too large"
    say("held")

# prints:
# held
