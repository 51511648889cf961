# Escapes in literals.
from lib.core import say


def main() -> None:
    s = "\t\n\\\"\x41\101"
    say(f"{len(s)} {s.data[0]} {s.data[1]} {s.data[2]} {s.data[3]} {s.data[4]} {s.data[5]}")
    say(r"raw\n" 'joined')

# prints:
# 6 9 10 92 34 65 65
# raw\njoined
