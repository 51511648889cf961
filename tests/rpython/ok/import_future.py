# `from __future__ import annotations` and names of `typing` are allowed.
from __future__ import annotations
from typing import Any, Final
from lib.core import say

N: Final = 4


def size(x: Any | None) -> int:
    if x is None:
        return 0
    return N


def main() -> None:
    say(f"{size(None)} {size("x")}")

# prints:
# 0 4
