# `& | ^` on bool evaluate both sides.
from lib.core import flag, say


def main() -> None:
    yes = 1 < 2
    no = 2 < 1
    say(f"{flag(yes & no)} {flag(yes | no)} {flag(yes ^ no)} {flag(yes ^ yes)}")

# prints:
# no yes yes no
