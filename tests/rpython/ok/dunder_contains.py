# `k in x` and `k not in x` go to `__contains__`.
from lib.core import flag, say


class Even:
    def __contains__(self, n: int) -> bool:
        return n % 2 == 0


def main() -> None:
    e = Even()
    say(f"{flag(4 in e)} {flag(5 in e)} {flag(5 not in e)}")

# prints:
# yes no yes
