# `b"..."` is an `arr[u8]`; equal literals hold the same bytes.
from python.rpython import arr, u8
from lib.core import say


def total(data: arr[u8]) -> int:
    n = 0
    for b in data:
        n += b
    return n


def main() -> None:
    say(f"{total(b"abc")} {total(b"\x00\xff")} {len(b"")} {b"xyz"[1]}")

# prints:
# 294 255 0 121
