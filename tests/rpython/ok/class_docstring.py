# Docstrings of modules, classes and functions say nothing to the program.
"""A module may have strings between its statements."""
from lib.core import say


class Thing:
    """What it is."""

    x: int = 2

    def get(self) -> int:
        """The number."""
        return self.x


def main() -> None:
    """Runs."""
    say(f"{Thing().get()}")

# prints:
# 2
