"""SHA-3 and SHAKE (FIPS 202): the sponge over Keccak-f[1600]."""

from python.rlib.sha2 import rotr64
from python.rpython import Final, arr, arr_copy, u8, ushr, wrap_shl

ROUNDS: Final = [
    0x0000000000000001, 0x0000000000008082, -0x7FFFFFFFFFFF7F76, -0x7FFFFFFF7FFF8000,
    0x000000000000808B, 0x0000000080000001, -0x7FFFFFFF7FFF7F7F, -0x7FFFFFFFFFFF7FF7,
    0x000000000000008A, 0x0000000000000088, 0x0000000080008009, 0x000000008000000A,
    0x000000008000808B, -0x7FFFFFFFFFFFFF75, -0x7FFFFFFFFFFF7F77, -0x7FFFFFFFFFFF7FFD,
    -0x7FFFFFFFFFFF7FFE, -0x7FFFFFFFFFFFFF80, 0x000000000000800A, -0x7FFFFFFF7FFFFFF6,
    -0x7FFFFFFF7FFF7F7F, -0x7FFFFFFFFFFF7F80, 0x0000000080000001, -0x7FFFFFFF7FFF7FF8,
]


def rotl64(x: int, n: int) -> int:
    return x if n == 0 else rotr64(x, 64 - n)


def permute(a: arr[int]) -> None:
    """Keccak-f[1600]; lane (x, y) is a[x + 5 * y]."""
    c = arr[int](5)
    for round in range(24):
        for x in range(5):
            c[x] = a[x] ^ a[x + 5] ^ a[x + 10] ^ a[x + 15] ^ a[x + 20]
        for x in range(5):
            mixed = c[(x + 4) % 5] ^ rotl64(c[(x + 1) % 5], 1)
            y = 0
            while y < 25:
                a[x + y] = a[x + y] ^ mixed
                y += 5
        # rho and pi: along one cycle through all lanes but the first.
        lane = a[1]
        x = 1
        y = 0
        for t in range(24):
            next_y = (2 * x + 3 * y) % 5
            x = y
            y = next_y
            at = x + 5 * y
            held = a[at]
            a[at] = rotl64(lane, (t + 1) * (t + 2) // 2 % 64)
            lane = held
        y = 0
        while y < 25:
            for x in range(5):
                c[x] = a[y + x]
            for x in range(5):
                a[y + x] = c[x] ^ ~c[(x + 1) % 5] & c[(x + 2) % 5]
            y += 5
        a[0] = a[0] ^ ROUNDS[round]


class Keccak:
    """A sponge that has absorbed `filled` bytes of the current block."""

    lanes: arr[int]
    rate: int  # bytes of a block
    suffix: int  # domain bits and the first bit of the padding
    size: int  # bytes of the digest; 0 for SHAKE
    filled: int

    def __init__(self, rate: int, suffix: int, size: int) -> None:
        self.lanes = arr[int](25)
        self.rate = rate
        self.suffix = suffix
        self.size = size
        self.filled = 0

    def clone(self) -> Keccak:
        other = Keccak(self.rate, self.suffix, self.size)
        arr_copy(self.lanes, 0, other.lanes, 0, 25)
        other.filled = self.filled
        return other

    def mix(self, at: int, byte: int) -> None:
        self.lanes[at >> 3] = self.lanes[at >> 3] ^ wrap_shl(byte, 8 * (at & 7))

    def update(self, d: arr[u8]) -> None:
        at = self.filled
        for byte in d:
            self.mix(at, int(byte))
            at += 1
            if at == self.rate:
                permute(self.lanes)
                at = 0
        self.filled = at

    def squeeze(self, n: int) -> arr[u8]:
        """The first n bytes of the output; more may be absorbed by the sponge itself afterwards."""
        last = self.clone()
        last.mix(last.filled, last.suffix)
        last.mix(last.rate - 1, 0x80)
        permute(last.lanes)
        out = arr[u8](n)
        at = 0
        for i in range(n):
            if at == last.rate:
                permute(last.lanes)
                at = 0
            out[i] = ushr(last.lanes[at >> 3], 8 * (at & 7)) & 255
            at += 1
        return out
