# The subject may be an `i32`.
from python.rpython import i32
from lib.core import say


def f(n: i32) -> int:
    match n:
        case 1:
            return 10
        case 2:
            return 20
        case 3:
            return 30
        case 4:
            return 40
        case _:
            return 0


def main() -> None:
    say(f"{f(1)} {f(4)} {f(5)} {f(-1)}")

# prints:
# 10 40 0 0
