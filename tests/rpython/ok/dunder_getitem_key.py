# The index of `__getitem__` may have any type.
from lib.core import say


class Names:
    def __getitem__(self, key: str) -> int:
        if key == "one":
            return 1
        return 0


def main() -> None:
    n = Names()
    say(f"{n["one"]} {n["two"]}")

# prints:
# 1 0
