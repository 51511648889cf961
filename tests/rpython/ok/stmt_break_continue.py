# `break` and `continue` belong to the innermost loop.
from lib.core import say


def main() -> None:
    for i in range(3):
        for j in range(10):
            if j == 1:
                continue
            if j > i + 1:
                break
            say(f"{i} {j}")

# prints:
# 0 0
# 1 0
# 1 2
# 2 0
# 2 2
# 2 3
