# Type arguments may come from the type that is wanted.
# not in CPython: nobody knows what is wanted
from python.rpython import arr
from lib.core import flag, say


class List[T]:
    items: arr[T]

    def __init__(self) -> None:
        self.items = arr[T](2)


def empty[T]() -> List[T]:
    return List[T]()


def main() -> None:
    a: List[int] = List()
    b: List[str | None] = empty()
    say(f"{a.items[1]} {flag(b.items[0] is None)}")

# prints:
# 0 yes
