# A global is made once at start-up; mutable state lives in the objects that globals name.
from python.rpython import Final, arr
from lib.core import say


class State:
    n: int = 0


state: Final = State()
table: Final[arr[int]] = [1, 2, 3]


def bump() -> None:
    state.n += 1
    table[0] += 10


def main() -> None:
    bump()
    bump()
    say(f"{state.n} {table[0]}")

# prints:
# 2 21
