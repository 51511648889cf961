# Constants and globals are imported, also under another name, and through another module.
from lib.constants import LIMIT, LIMIT as TOP, TWICE, origin
from lib.reexport import LIMIT as AGAIN
from lib.core import say


def main() -> None:
    say(f"{LIMIT} {TOP} {AGAIN} {TWICE} {origin.x}")

# prints:
# 100 100 100 200 41
