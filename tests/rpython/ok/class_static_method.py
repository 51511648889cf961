# `@staticmethod` functions take no `self` and are called through the class or an instance.
from lib.core import say


class Math:
    @staticmethod
    def square(x: int) -> int:
        return x * x

    def cube(self, x: int) -> int:
        return self.square(x) * x


def main() -> None:
    say(f"{Math.square(4)} {Math().cube(3)} {Math().square(2)}")

# prints:
# 16 27 4
