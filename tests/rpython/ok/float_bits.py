# `float_bits` and `float_from_bits` keep every bit.
from python.rpython import float_bits, float_from_bits
from lib.core import say, show_float


def main() -> None:
    say(f"{float_bits(1.0)} {float_bits(-0.0)} {float_bits(0.5)}")
    say(show_float(float_from_bits(0x4009_21FB_5444_2D18)))

# prints:
# 4607182418800017408 -9223372036854775808 4602678819172646912
# 3.141592653589793
