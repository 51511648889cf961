# Globals are set in import order, depth first, and then in source order.
from python.rpython import Final
from lib.constants import journal
from lib.core import say
from lib.order_b import in_b

first: Final = journal.note("first")
second: Final = journal.note("second")


def main() -> None:
    say(f"{journal.text}; {first} {second} {in_b}")

# prints:
# a;b;first;second;; 10 17 4
