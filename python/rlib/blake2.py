"""BLAKE2b and BLAKE2s (RFC 7693)."""

from python.rlib.digest import WORD, load32_little
from python.rlib.sha2 import rotr64
from python.rpython import Final, arr, arr_copy, u8, ushr, wrap_add, wrap_shl

SIGMA: Final = [
    0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15,
    14, 10, 4, 8, 9, 15, 13, 6, 1, 12, 0, 2, 11, 7, 5, 3,
    11, 8, 12, 0, 5, 2, 15, 13, 10, 14, 3, 6, 7, 1, 9, 4,
    7, 9, 3, 1, 13, 12, 11, 14, 2, 6, 5, 10, 4, 0, 15, 8,
    9, 0, 5, 7, 2, 4, 10, 15, 14, 1, 11, 12, 6, 8, 3, 13,
    2, 12, 6, 10, 0, 11, 8, 3, 4, 13, 7, 5, 15, 14, 1, 9,
    12, 5, 1, 15, 14, 13, 4, 10, 0, 7, 6, 3, 9, 2, 8, 11,
    13, 11, 7, 14, 12, 1, 3, 9, 5, 0, 15, 4, 8, 6, 2, 10,
    6, 15, 14, 9, 11, 3, 0, 8, 12, 2, 13, 7, 1, 4, 10, 5,
    10, 2, 8, 4, 7, 6, 1, 5, 15, 11, 9, 14, 3, 12, 13, 0,
]
# The initial words of SHA-512 and SHA-256.
INITIAL_B: Final = [
    0x6A09E667F3BCC908, -0x4498517A7B3558C5, 0x3C6EF372FE94F82B, -0x5AB00AC5A0E2C90F,
    0x510E527FADE682D1, -0x64FA9773D4C193E1, 0x1F83D9ABFB41BD6B, 0x5BE0CD19137E2179,
]
INITIAL_S: Final = [
    0x6A09E667, 0xBB67AE85, 0x3C6EF372, 0xA54FF53A, 0x510E527F, 0x9B05688C, 0x1F83D9AB, 0x5BE0CD19,
]


class Blake2:
    """`wide`: BLAKE2b with words of 64 bits, else BLAKE2s with 32."""

    wide: bool
    h: arr[int]
    pending: arr[u8]
    filled: int
    total: int
    size: int
    last_node: bool

    def __init__(self, wide: bool, parameters: arr[u8], size: int, last_node: bool) -> None:
        self.wide = wide
        self.h = arr[int](8)
        self.pending = arr[u8](128 if wide else 64)
        self.filled = 0
        self.total = 0
        self.size = size
        self.last_node = last_node
        for i in range(8):
            self.h[i] = (INITIAL_B[i] if wide else INITIAL_S[i]) ^ self.word(parameters, i)

    def word(self, d: arr[u8], i: int) -> int:
        if self.wide:
            return load32_little(d, 8 * i) | wrap_shl(load32_little(d, 8 * i + 4), 32)
        return load32_little(d, 4 * i)

    def clone(self) -> Blake2:
        other = Blake2(self.wide, arr[u8](64), self.size, self.last_node)
        arr_copy(self.h, 0, other.h, 0, 8)
        arr_copy(self.pending, 0, other.pending, 0, len(self.pending))
        other.filled = self.filled
        other.total = self.total
        return other

    def update(self, d: arr[u8]) -> None:
        """A full block is kept until it is known not to be the last."""
        n = int(len(d))
        block = int(len(self.pending))
        at = 0
        while at < n:
            if self.filled == block:
                self.total += block
                self.compress(False)
                self.filled = 0
            piece = min(block - self.filled, n - at)
            arr_copy(d, at, self.pending, self.filled, piece)
            self.filled += piece
            at += piece

    def mix(self, v: arr[int], a: int, b: int, c: int, d: int, x: int, y: int) -> None:
        if self.wide:
            v[a] = wrap_add(wrap_add(v[a], v[b]), x)
            v[d] = rotr64(v[d] ^ v[a], 32)
            v[c] = wrap_add(v[c], v[d])
            v[b] = rotr64(v[b] ^ v[c], 24)
            v[a] = wrap_add(wrap_add(v[a], v[b]), y)
            v[d] = rotr64(v[d] ^ v[a], 16)
            v[c] = wrap_add(v[c], v[d])
            v[b] = rotr64(v[b] ^ v[c], 63)
            return
        v[a] = (v[a] + v[b] + x) & WORD
        v[d] = rotr32(v[d] ^ v[a], 16)
        v[c] = (v[c] + v[d]) & WORD
        v[b] = rotr32(v[b] ^ v[c], 12)
        v[a] = (v[a] + v[b] + y) & WORD
        v[d] = rotr32(v[d] ^ v[a], 8)
        v[c] = (v[c] + v[d]) & WORD
        v[b] = rotr32(v[b] ^ v[c], 7)

    def compress(self, last: bool) -> None:
        m = arr[int](16)
        for i in range(16):
            m[i] = self.word(self.pending, i)
        v = arr[int](16)
        for i in range(8):
            v[i] = self.h[i]
            v[i + 8] = INITIAL_B[i] if self.wide else INITIAL_S[i]
        ones = -1 if self.wide else WORD
        if self.wide:
            v[12] = v[12] ^ self.total
        else:
            v[12] = v[12] ^ self.total & WORD
            v[13] = v[13] ^ ushr(self.total, 32)
        if last:
            v[14] = v[14] ^ ones
            if self.last_node:
                v[15] = v[15] ^ ones
        for r in range(12 if self.wide else 10):
            s = r % 10 * 16
            for i in range(4):
                self.mix(v, i, i + 4, i + 8, i + 12, m[SIGMA[s + 2 * i]], m[SIGMA[s + 2 * i + 1]])
            for i in range(4):
                x = m[SIGMA[s + 8 + 2 * i]]
                y = m[SIGMA[s + 9 + 2 * i]]
                self.mix(v, i, (i + 1 & 3) + 4, (i + 2 & 3) + 8, (i + 3 & 3) + 12, x, y)
        for i in range(8):
            self.h[i] = self.h[i] ^ v[i] ^ v[i + 8]

    def digest(self) -> arr[u8]:
        last = self.clone()
        last.total += last.filled
        for i in range(last.filled, len(last.pending)):
            last.pending[i] = 0
        last.compress(True)
        out = arr[u8](self.size)
        width = 8 if self.wide else 4
        for i in range(self.size):
            out[i] = ushr(last.h[i // width], 8 * (i % width)) & 255
        return out


def rotr32(x: int, n: int) -> int:
    return x >> n | x << (32 - n) & WORD
