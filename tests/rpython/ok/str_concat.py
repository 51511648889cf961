# `+` joins strings.
from lib.core import say


def repeat(text: str, n: int) -> str:
    out = ""
    for _ in range(n):
        out = out + text + "."
    return out


def main() -> None:
    say(repeat("ha", 3))
    say("constant" + " " + "fold")

# prints:
# ha.ha.ha.
# constant fold
