# A class without `__init__` is made by that of its base.
from lib.core import say


class Base:
    x: int

    def __init__(self, x: int) -> None:
        self.x = x


class Sub(Base):
    y: int = 5


def main() -> None:
    s = Sub(3)
    say(f"{s.x} {s.y}")

# prints:
# 3 5
