# `stack_low()` tells of deep recursion before it is too late.
# not on jvm: it tells nobody how much stack is left
# not in CPython: there the stack is never low
from python.rpython import stack_low
from lib.core import flag, say


def deep(n: int) -> int:
    if stack_low():
        return n
    return deep(n + 1) + 0


def main() -> None:
    say(flag(deep(0) > 100))

# prints:
# yes
