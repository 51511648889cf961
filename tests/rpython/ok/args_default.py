# Defaults are constants.
from python.rpython import Final
from lib.core import flag, say

TEN: Final = 10


class Node:
    pass


def f(a: int, b: int = TEN * 2, c: bool = True, n: Node | None = None) -> str:
    return f"{a} {b} {flag(c)} {flag(n is None)}"


def main() -> None:
    say(f(1))
    say(f(1, 2))
    say(f(1, c=False, n=Node()))

# prints:
# 1 20 yes yes
# 1 2 yes yes
# 1 20 no no
