# A string constant is a default argument.
from lib.core import say


def greet(name: str = "world", mark: str = "!") -> None:
    say("hello " + name + mark)


def main() -> None:
    greet()
    greet("you")
    greet(mark="?")

# prints:
# hello world!
# hello you!
# hello world?
