# `super().__init__` of a class without any does nothing.
from lib.core import say


class Root:
    pass


class Mid(Root):
    x: int

    def __init__(self, x: int) -> None:
        super().__init__()
        self.x = x


class Leaf(Mid):
    def __init__(self) -> None:
        super().__init__(7)


def main() -> None:
    say(f"{Leaf().x}")

# prints:
# 7
