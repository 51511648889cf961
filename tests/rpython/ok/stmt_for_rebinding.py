# The body may rebind the loop's name: the count goes on; after the loop the name keeps its last value.
from lib.core import say


def main() -> None:
    i = 0
    for i in range(3):
        say(f"{i}")
        i = 10
    say(f"{i}")

# prints:
# 0
# 1
# 2
# 10
