# A class may extend an instance of a generic class.
from lib.core import say


class Stack[T]:
    top: T
    depth: int = 1

    def __init__(self, top: T) -> None:
        self.top = top

    def push(self, x: T) -> None:
        self.top = x
        self.depth += 1


class IntStack(Stack[int]):
    def double(self) -> None:
        self.push(self.top * 2)


def main() -> None:
    s = IntStack(3)
    s.double()
    s.double()
    say(f"{s.top} {s.depth}")

# prints:
# 12 3
