# `range` with one, two and three arguments; the step is a constant.
from lib.core import say


def main() -> None:
    out = ""
    for i in range(3):
        out += f"{i} "
    for i in range(5, 8):
        out += f"{i} "
    for i in range(10, 0, -4):
        out += f"{i} "
    for i in range(0, 10, 3):
        out += f"{i} "
    for i in range(3, 3):
        out += "never"
    say(out)

# prints:
# 0 1 2 5 6 7 10 6 2 0 3 6 9
