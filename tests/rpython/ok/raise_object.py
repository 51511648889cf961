# An exception object may be made first, kept, and raised later, several times.
from lib.core import Error, say


class Counted(Error):
    n: int = 0


def f(e: Counted) -> None:
    try:
        raise e
    except Counted as c:
        c.n += 1


def main() -> None:
    e = Counted("kept")
    f(e)
    f(e)
    say(f"{e.n} {e.text}")

# prints:
# 2 kept
