"""Byte string builder."""

from python.rlib.alloc import alloc_bytes
from python.rpython import arr, arr_copy, arr_fill, u8


class ByteBuilder:
    """`data[0 .. length]` is what has been collected."""

    data: arr[u8]
    length: int

    def __init__(self, capacity: int = 32) -> None:
        self.data = alloc_bytes(capacity)
        self.length = 0

    def room(self, extra: int) -> None:
        needed = self.length + extra
        if needed <= len(self.data):
            return
        bigger = alloc_bytes(needed + (needed >> 1) + 16)
        arr_copy(self.data, 0, bigger, 0, self.length)
        self.data = bigger

    def add_byte(self, b: int) -> None:
        self.room(1)
        self.data[self.length] = b
        self.length += 1

    def add(self, d: arr[u8]) -> None:
        self.add_slice(d, 0, len(d))

    def add_slice(self, d: arr[u8], start: int, n: int) -> None:
        self.room(n)
        arr_copy(d, start, self.data, self.length, n)
        self.length += n

    def add_repeated(self, b: int, n: int) -> None:
        if n <= 0:
            return
        self.room(n)
        arr_fill(self.data, self.length, self.length + n, b)
        self.length += n

    def build(self) -> arr[u8]:
        result = arr[u8](self.length)
        arr_copy(self.data, 0, result, 0, self.length)
        return result
