# Fields of storage types truncate as elements do.
# not in CPython: fields do not truncate
from python.rpython import i8, i16, u8, u16
from lib.core import say


class Packed:
    a: u8 = 0
    b: i8 = 0
    c: u16 = 0
    d: i16 = 0


def main() -> None:
    p = Packed()
    p.a = 300
    p.b = 200
    p.c = -1
    p.d = 40000
    p.a += 250
    say(f"{p.a} {p.b} {p.c} {p.d}")

# prints:
# 38 -56 65535 -25536
