# Without an expected type the element type is the join of the elements'.
from lib.core import say


class A:
    def name(self) -> str:
        return "A"


class B(A):
    def name(self) -> str:
        return "B"


class C(A):
    def name(self) -> str:
        return "C"


def main() -> None:
    things = [B(), C(), A()]
    for x in things:
        say(x.name())

# prints:
# B
# C
# A
