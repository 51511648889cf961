# `wrap_add`, `wrap_sub`, `wrap_mul`, `wrap_shl` wrap in every build.
from python.rpython import Final, wrap_add, wrap_mul, wrap_shl, wrap_sub
from lib.core import say

TOP: Final = 0x7FFFFFFFFFFFFFFF


def main() -> None:
    say(f"{wrap_add(TOP, 1)}")
    say(f"{wrap_sub(-TOP, 2)}")
    say(f"{wrap_mul(TOP, 3)}")
    say(f"{wrap_mul(6364136223846793005, 1442695040888963407)}")
    say(f"{wrap_shl(3, 63)} {wrap_shl(5, 2)}")

# prints:
# -9223372036854775808
# 9223372036854775807
# 9223372036854775805
# 433315962919513059
# -9223372036854775808 20
