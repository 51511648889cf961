# A `match` on dense ints is a switch.
from lib.core import say


def name(n: int) -> str:
    match n:
        case 0:
            return "zero"
        case 1 | 2:
            return "few"
        case 3:
            return "three"
        case 4:
            return "four"
        case -1:
            return "minus"
        case _:
            return "many"


def main() -> None:
    for n in range(-2, 7):
        say(f"{n} {name(n)}")
    say(name((1 << 32) + 3))

# prints:
# -2 many
# -1 minus
# 0 zero
# 1 few
# 2 few
# 3 three
# 4 four
# 5 many
# 6 many
# many
