# `len(x)`, `x[i]`, `x[i] = v` go to `__len__`, `__getitem__`, `__setitem__`.
from python.rpython import arr
from lib.core import say


class Vector:
    items: arr[int]

    def __init__(self, n: int) -> None:
        self.items = arr[int](n)

    def __len__(self) -> int:
        return len(self.items)

    def __getitem__(self, i: int) -> int:
        return self.items[i] * 10

    def __setitem__(self, i: int, v: int) -> None:
        self.items[i] = v


def main() -> None:
    v = Vector(3)
    v[1] = 4
    v[2] = v[1] + 2
    say(f"{len(v)} {v[0]} {v[1]} {v[2]}")

# prints:
# 3 0 40 420
