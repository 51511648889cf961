# Several items are entered from left to right and left from right to left.
from lib.core import say


class Guard:
    name: str

    def __init__(self, name: str) -> None:
        self.name = name

    def __enter__(self) -> str:
        say("enter " + self.name)
        return self.name

    def __exit__(self) -> None:
        say("exit " + self.name)


def main() -> None:
    with Guard("a") as a, Guard("b") as b:
        say(a + b)

# prints:
# enter a
# enter b
# ab
# exit b
# exit a
