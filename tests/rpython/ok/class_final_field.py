# A `Final` field is assigned only in `__init__`.
from python.rpython import Final
from lib.core import say


class Box:
    value: Final[int]
    other: Final[str]

    def __init__(self, value: int) -> None:
        self.value = value
        if value > 5:
            self.other = "big"
        else:
            self.other = "small"


def main() -> None:
    say(f"{Box(3).value} {Box(3).other} {Box(9).other}")

# prints:
# 3 small big
