# Exceptions pass through the callers that do not catch them.
from lib.core import Error, say


def deep(n: int) -> int:
    if n == 0:
        raise Error("bottom")
    return deep(n - 1) + 1


def main() -> None:
    try:
        say(f"{deep(50)}")
    except Error as e:
        say(e.text)

# prints:
# bottom
