# An `@immediate` class holds one int; its objects are compared by value.
from python.rpython import final, immediate
from lib.core import say


@final
@immediate
class Num:
    value: int

    def __init__(self, value: int) -> None:
        self.value = value

    def plus(self, other: Num) -> Num:
        return Num(self.value + other.value)


def main() -> None:
    a = Num(20).plus(Num(22))
    big = Num(0x7FFFFFFFFFFFFFFF)
    low = Num(-0x7FFFFFFFFFFFFFFF - 1)
    say(f"{a.value} {big.value} {low.value} {Num(1 << 62).value}")

# prints:
# 42 9223372036854775807 -9223372036854775808 4611686018427387904
