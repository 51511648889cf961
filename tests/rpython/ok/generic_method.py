# Methods have type parameters of their own.
from lib.core import say


class Chooser:
    flip: bool = False

    def pick[T](self, a: T, b: T) -> T:
        self.flip = not self.flip
        if self.flip:
            return a
        return b


def main() -> None:
    c = Chooser()
    say(f"{c.pick(1, 2)} {c.pick("a", "b")} {c.pick(3, 4)}")

# prints:
# 1 b 3
