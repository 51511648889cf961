# `int float i32 ord len abs` are evaluated in constants.
from python.rpython import Final, float_bits, i32
from lib.core import say, show_float

A: Final = ord("a")
WRAPPED: Final = i32(0x1_0000_0002)
HALF: Final = float(1) / 2.0
WORD: Final = "word"
N: Final = len(WORD) + len(b"ab")
INF: Final = float("inf")
ONE: Final = float_bits(1.0)


def main() -> None:
    say(f"{A} {WRAPPED} {show_float(HALF)} {N} {int(INF)} {abs(-4)} {ONE}")

# prints:
# 97 2 0.5 6 9223372036854775807 4 4607182418800017408
