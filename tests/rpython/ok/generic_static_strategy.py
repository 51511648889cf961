# A type argument brings static methods: a strategy without objects.
from lib.core import flag, say


class ByValue:
    @staticmethod
    def less(a: int, b: int) -> bool:
        return a < b


class Reverse:
    @staticmethod
    def less(a: int, b: int) -> bool:
        return a > b


class Sorter[C]:
    def first(self, a: int, b: int) -> int:
        if C.less(b, a):
            return b
        return a


def main() -> None:
    say(f"{Sorter[ByValue]().first(3, 7)} {Sorter[Reverse]().first(3, 7)}")

# prints:
# 3 7
