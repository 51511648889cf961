# Classes refer to themselves and to each other.
from lib.core import say


class Tree:
    value: int
    left: Tree | None = None
    right: Tree | None = None

    def __init__(self, value: int) -> None:
        self.value = value

    def insert(self, value: int) -> None:
        if value < self.value:
            left = self.left
            if left is None:
                self.left = Tree(value)
            else:
                left.insert(value)
        else:
            right = self.right
            if right is None:
                self.right = Tree(value)
            else:
                right.insert(value)

    def show(self) -> None:
        left = self.left
        if left is not None:
            left.show()
        say(f"{self.value}")
        right = self.right
        if right is not None:
            right.show()


def main() -> None:
    root = Tree(5)
    for x in [2, 8, 1, 9, 3]:
        root.insert(x)
    root.show()

# prints:
# 1
# 2
# 3
# 5
# 8
# 9
