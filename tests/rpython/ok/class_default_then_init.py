# Defaults are set before `__init__` runs, those of the base class too.
from lib.core import say


class Base:
    a: int = 1


class Sub(Base):
    b: int = 2
    c: int

    def __init__(self) -> None:
        self.c = self.a + self.b
        self.b = 20


def main() -> None:
    s = Sub()
    say(f"{s.a} {s.b} {s.c}")

# prints:
# 1 20 3
