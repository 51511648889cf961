# `__exit__` runs on `break` and `continue`.
from lib.core import say


class Guard:
    n: int

    def __init__(self, n: int) -> None:
        self.n = n

    def __enter__(self) -> int:
        return self.n

    def __exit__(self) -> None:
        say(f"exit {self.n}")


def main() -> None:
    for i in range(5):
        with Guard(i) as n:
            if n == 1:
                continue
            if n == 3:
                break
            say(f"body {n}")

# prints:
# body 0
# exit 0
# exit 1
# body 2
# exit 2
# exit 3
