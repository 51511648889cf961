# `finally` runs on `break` and `continue`.
from lib.core import say


def main() -> None:
    for i in range(5):
        try:
            if i == 1:
                continue
            if i == 3:
                break
            say(f"body {i}")
        finally:
            say(f"finally {i}")

# prints:
# body 0
# finally 0
# finally 1
# body 2
# finally 2
# finally 3
