# `__exit__` runs on `return`, after the value has been computed.
from lib.core import say


class Guard:
    def __enter__(self) -> None:
        pass

    def __exit__(self) -> None:
        say("exit")


def value() -> int:
    say("value")
    return 3


def f() -> int:
    with Guard():
        return value()


def main() -> None:
    say(f"{f()}")

# prints:
# value
# exit
# 3
