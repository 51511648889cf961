# `int` and `i32` mixed give `int`.
from python.rpython import i32
from lib.core import say


def main() -> None:
    a: i32 = 2000000000
    b = 2000000000
    say(f"{a + b} {b * a} {a - b}")
    if a == b:
        say("equal")

# prints:
# 4000000000 4000000000000000000 0
# equal
