# `for x in obj` uses `__len__` and `__getitem__`; the length is read in every round.
from lib.core import say


class Growing:
    n: int = 2

    def __len__(self) -> int:
        return self.n

    def __getitem__(self, i: int) -> int:
        if i == 1:
            self.n = 4
        return i * i


def main() -> None:
    for x in Growing():
        say(f"{x}")

# prints:
# 0
# 1
# 4
# 9
