# Methods have keyword and default arguments.
from lib.core import say


class Counter:
    n: int = 0

    def add(self, by: int = 1, times: int = 1) -> Counter:
        self.n += by * times
        return self


def main() -> None:
    c = Counter()
    say(f"{c.add().add(5).add(times=3).add(times=2, by=10).n}")

# prints:
# 29
