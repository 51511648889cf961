# `__exit__` runs when the body raises; the exception goes on.
from lib.core import Error, say


class Guard:
    def __enter__(self) -> None:
        say("enter")

    def __exit__(self) -> None:
        say("exit")


def risky() -> None:
    with Guard():
        raise Error("bad")


def main() -> None:
    try:
        risky()
    except Error as e:
        say("caught " + e.text)

# prints:
# enter
# exit
# caught bad
