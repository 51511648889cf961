# `str(i)` of an int; `str(s)` is `s`.
from lib.core import flag, say


def main() -> None:
    s = "same"
    say(str(120) + str(-7) + str(0))
    say(flag(str(s) is s))
    say(str(-0x7FFFFFFFFFFFFFFF - 1))

# prints:
# 120-70
# yes
# -9223372036854775808
