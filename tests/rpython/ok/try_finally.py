# `finally` runs on every way out.
from lib.core import Error, say


def f(how: int) -> int:
    try:
        if how == 1:
            return 1
        if how == 2:
            raise Error("raised")
        say("through")
    finally:
        say(f"finally {how}")
    return 0


def main() -> None:
    say(f"{f(0)}")
    say(f"{f(1)}")
    try:
        f(2)
    except Error as e:
        say(e.text)

# prints:
# through
# finally 0
# 0
# finally 1
# 1
# finally 2
# raised
