# The compiler fills literals: units of 1, 2 or 4 bytes, the length in code points, the ASCII flag, no hash.
from lib.core import flag, say


def show(s: str) -> None:
    say(f"{s.kind} {s.length} {len(s.data)} {flag(s.ascii)} {s.hash}")


def main() -> None:
    show("")
    show("abc")
    show("gr\u00fcn")
    show("\u20ac1")
    show("\U0001f600")
    say(f"{"\u20ac".data[0]} {"\u20ac".data[1]}")

# prints:
# 1 0 0 yes 0
# 1 3 3 yes 0
# 1 4 4 no 0
# 2 2 4 no 0
# 4 1 4 no 0
# 172 32
