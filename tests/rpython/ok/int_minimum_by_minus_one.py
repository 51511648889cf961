# The smallest int divided by -1 wraps to itself; the remainder is 0.
# not in CPython: ints do not wrap
from python.rpython import sdiv, srem
from lib.core import say


def main() -> None:
    low = -0x7FFFFFFFFFFFFFFF - 1
    one = -1
    say(f"{sdiv(low, one)} {srem(low, one)}")
    say(f"{low // one} {low % one}")

# prints:
# -9223372036854775808 0
# -9223372036854775808 0
