# `add_ovf`, `sub_ovf`, `mul_ovf` give the wrapped result and whether it wrapped.
from python.rpython import Final, add_ovf, mul_ovf, sub_ovf
from lib.core import flag, say

TOP: Final = 0x7FFFFFFFFFFFFFFF


def main() -> None:
    a, wrapped = add_ovf(TOP, 1)
    say(f"{a} {flag(wrapped)}")
    a, wrapped = add_ovf(TOP, -1)
    say(f"{a} {flag(wrapped)}")
    b, under = sub_ovf(-TOP, 2)
    say(f"{b} {flag(under)}")
    c, over = mul_ovf(1 << 32, 1 << 31)
    say(f"{c} {flag(over)}")
    c, over = mul_ovf(1 << 31, 1 << 31)
    say(f"{c} {flag(over)}")

# prints:
# -9223372036854775808 yes
# 9223372036854775806 no
# 9223372036854775807 yes
# -9223372036854775808 yes
# 4611686018427387904 no
