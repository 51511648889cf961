# An override may narrow the result.
from lib.core import say


class Base:
    def copy(self) -> Base:
        return Base()

    def name(self) -> str:
        return "base"


class Sub(Base):
    def copy(self) -> Sub:
        return Sub()

    def name(self) -> str:
        return "sub"

    def extra(self) -> int:
        return 3


def main() -> None:
    s = Sub()
    say(f"{s.copy().extra()}")
    b: Base = s
    say(b.copy().name())

# prints:
# 3
# sub
