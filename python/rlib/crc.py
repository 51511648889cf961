"""CRC-32 (as zlib's), CRC-CCITT, Adler-32."""

from python.rpython import Final, arr, u8


def make_crc32_table() -> arr[int]:
    table = arr[int](256)
    for i in range(256):
        c = i
        for k in range(8):
            c = c >> 1 ^ 0xEDB88320 if c & 1 == 1 else c >> 1
        table[i] = c
    return table


CRC32: Final = make_crc32_table()


def crc32(d: arr[u8], start: int) -> int:
    c = start ^ 0xFFFFFFFF
    for byte in d:
        c = CRC32[(c ^ int(byte)) & 255] ^ c >> 8
    return c ^ 0xFFFFFFFF


def crc_ccitt(d: arr[u8], start: int) -> int:
    c = start
    for byte in d:
        c = c ^ int(byte) << 8
        for k in range(8):
            c = (c << 1 ^ 0x1021) & 0xFFFF if c & 0x8000 != 0 else c << 1 & 0xFFFF
    return c


def adler32(d: arr[u8], start: int) -> int:
    a = start & 0xFFFF
    b = start >> 16
    at = 0
    n = int(len(d))
    while at < n:
        # So many sums of bytes fit without a reduction.
        end = min(at + 5552, n)
        while at < end:
            a += int(d[at])
            b += a
            at += 1
        a = a % 65521
        b = b % 65521
    return b << 16 | a
