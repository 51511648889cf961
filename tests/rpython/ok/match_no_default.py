# Without `_` a `match` may match nothing.
from lib.core import say


def f(n: int) -> int:
    out = -1
    match n:
        case 1:
            out = 10
        case 2:
            out = 20
    return out


def main() -> None:
    say(f"{f(1)} {f(2)} {f(3)}")

# prints:
# 10 20 -1
