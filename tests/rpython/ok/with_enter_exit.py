# `with x as y` binds what `__enter__` answers and calls `__exit__` at the end.
from lib.core import say


class Guard:
    def __enter__(self) -> int:
        say("enter")
        return 5

    def __exit__(self) -> None:
        say("exit")


def main() -> None:
    with Guard() as n:
        say(f"body {n}")
    with Guard():
        say("no name")
    say("after")

# prints:
# enter
# body 5
# exit
# enter
# no name
# exit
# after
