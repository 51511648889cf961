# The `else` of a loop runs when no `break` left it.
from lib.core import say


def find(limit: int, wanted: int) -> str:
    i = 0
    while i < limit:
        if i == wanted:
            break
        i += 1
    else:
        return "no"
    return f"at {i}"


def main() -> None:
    say(f"{find(5, 3)} {find(5, 9)} {find(0, 0)}")

# prints:
# at 3 no no
