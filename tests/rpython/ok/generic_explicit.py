# Type arguments may be given: `f[T](...)`, `C[T](...)`.
from python.rpython import arr
from lib.core import say


def make[T](n: int) -> arr[T]:
    return arr[T](n)


class Pair[A, B]:
    a: A
    b: B

    def __init__(self, a: A, b: B) -> None:
        self.a = a
        self.b = b


def main() -> None:
    say(f"{len(make[int](3))} {len(make[str | None](2))}")
    p = Pair[int, str](1, "one")
    say(f"{p.a} {p.b}")

# prints:
# 3 2
# 1 one
