# `sext8` and `sext16` take the low bits as a signed number.
from python.rpython import sext8, sext16
from lib.core import say


def main() -> None:
    say(f"{sext8(0x7F)} {sext8(0x80)} {sext8(0x1FF)} {sext16(0x7FFF)} {sext16(0x8000)} {sext16(-1)}")

# prints:
# 127 -128 -1 32767 -32768 -1
