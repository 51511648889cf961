"""Compression to a deflate stream (RFC 1951): matches found through hashes of three bytes, written in the fixed code."""

from python.rlib.builder import ByteBuilder
from python.rlib.inflate import DISTANCE_BASE, DISTANCE_BITS, LENGTH_BASE, LENGTH_BITS, WINDOW
from python.rpython import Final, arr, u8

MIN_MATCH: Final = 3
MAX_MATCH: Final = 258
HASH_SIZE: Final = 1 << 15


class BitWriter:
    out: ByteBuilder
    hold: int
    held: int

    def __init__(self) -> None:
        self.out = ByteBuilder(256)
        self.hold = 0
        self.held = 0

    def put(self, value: int, n: int) -> None:
        self.hold = self.hold | value << self.held
        self.held += n
        while self.held >= 8:
            self.out.add_byte(self.hold & 255)
            self.hold = self.hold >> 8
            self.held -= 8

    def align(self) -> None:
        if self.held > 0:
            self.put(0, 8 - self.held)


def reversed_bits(code: int, n: int) -> int:
    result = 0
    for i in range(n):
        result = result << 1 | code >> i & 1
    return result


def put_symbol(bits: BitWriter, symbol: int) -> None:
    """A literal or a length in the fixed code."""
    if symbol < 144:
        bits.put(reversed_bits(48 + symbol, 8), 8)
    elif symbol < 256:
        bits.put(reversed_bits(400 + symbol - 144, 9), 9)
    elif symbol < 280:
        bits.put(reversed_bits(symbol - 256, 7), 7)
    else:
        bits.put(reversed_bits(192 + symbol - 280, 8), 8)


def put_match(bits: BitWriter, length: int, distance: int) -> None:
    code = 28
    while LENGTH_BASE[code] > length:
        code -= 1
    put_symbol(bits, 257 + code)
    bits.put(length - LENGTH_BASE[code], LENGTH_BITS[code])
    place = 29
    while DISTANCE_BASE[place] > distance:
        place -= 1
    bits.put(reversed_bits(place, 5), 5)
    bits.put(distance - DISTANCE_BASE[place], DISTANCE_BITS[place])


def hash_at(d: arr[u8], at: int) -> int:
    return (int(d[at]) << 10 ^ int(d[at + 1]) << 5 ^ int(d[at + 2])) & (HASH_SIZE - 1)


def match_length(d: arr[u8], a: int, b: int, n: int) -> int:
    limit = min(n - b, MAX_MATCH)
    length = 0
    while length < limit and d[a + length] == d[b + length]:
        length += 1
    return length


def write_stored(bits: BitWriter, d: arr[u8], last: bool) -> None:
    at = 0
    n = int(len(d))
    while True:
        piece = min(n - at, 0xFFFF)
        final = last and at + piece == n
        bits.put(1 if final else 0, 1)
        bits.put(0, 2)
        bits.align()
        bits.put(piece, 16)
        bits.put(piece ^ 0xFFFF, 16)
        bits.out.add_slice(d, at, piece)
        at += piece
        if at == n:
            return


def write_fixed(bits: BitWriter, d: arr[u8], last: bool, tries: int) -> None:
    """One block. `tries`: how many earlier places are compared for each match."""
    bits.put(1 if last else 0, 1)
    bits.put(1, 2)
    n = int(len(d))
    heads = arr[int](HASH_SIZE)
    earlier = arr[int](n + 1)  # place + 1 of the place before with the same hash
    at = 0
    while at < n:
        best = 0
        distance = 0
        if at + MIN_MATCH <= n:
            place = heads[hash_at(d, at)] - 1
            left = tries
            while place >= 0 and left > 0 and at - place <= WINDOW:
                length = match_length(d, place, at, n)
                if length > best:
                    best = length
                    distance = at - place
                place = earlier[place] - 1
                left -= 1
        if best < MIN_MATCH:
            best = 1
            put_symbol(bits, int(d[at]))
        else:
            put_match(bits, best, distance)
        for k in range(at, at + best):
            if k + MIN_MATCH <= n:
                h = hash_at(d, k)
                earlier[k] = heads[h]
                heads[h] = k + 1
        at += best
    put_symbol(bits, 256)


def deflate(bits: BitWriter, d: arr[u8], level: int, last: bool) -> None:
    """Appends blocks with the data; `last` ends the stream."""
    if level == 0:
        write_stored(bits, d, last)
    else:
        write_fixed(bits, d, last, 4 << level // 2)
    if last:
        bits.align()
