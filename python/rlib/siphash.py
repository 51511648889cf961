"""SipHash-1-3 over bytes: the hash of str and bytes."""

from python.rpython import Final, arr, u8, ushr, wrap_add, wrap_shl

C0: Final = 0x736F6D6570736575
C1: Final = 0x646F72616E646F6D
C2: Final = 0x6C7967656E657261
C3: Final = 0x7465646279746573


class SipState:
    v0: int
    v1: int
    v2: int
    v3: int

    def __init__(self, k0: int, k1: int) -> None:
        self.v0 = k0 ^ C0
        self.v1 = k1 ^ C1
        self.v2 = k0 ^ C2
        self.v3 = k1 ^ C3

    def feed(self, m: int) -> None:
        self.v3 ^= m
        self.round()
        self.v0 ^= m

    def round(self) -> None:
        v0 = wrap_add(self.v0, self.v1)
        v1 = rotl(self.v1, 13) ^ v0
        v0 = rotl(v0, 32)
        v2 = wrap_add(self.v2, self.v3)
        v3 = rotl(self.v3, 16) ^ v2
        v0 = wrap_add(v0, v3)
        self.v3 = rotl(v3, 21) ^ v0
        v2 = wrap_add(v2, v1)
        v1 = rotl(v1, 17) ^ v2
        self.v2 = rotl(v2, 32)
        self.v0 = v0
        self.v1 = v1


def rotl(x: int, n: int) -> int:
    return wrap_shl(x, n) | ushr(x, 64 - n)


def siphash13(data: arr[u8], n: int, k0: int, k1: int) -> int:
    """The 64-bit hash of `data[0 .. n]` under the key `k0, k1`; never -1, which means "no hash" in Python."""
    state = SipState(k0, k1)
    i = 0
    while i + 8 <= n:
        state.feed(word_at(data, i))
        i += 8
    m = wrap_shl(n, 56)
    shift = 0
    while i < n:
        m |= wrap_shl(int(data[i]), shift)
        shift += 8
        i += 1
    state.feed(m)
    state.v2 ^= 0xFF
    state.round()
    state.round()
    state.round()
    h = state.v0 ^ state.v1 ^ state.v2 ^ state.v3
    return -2 if h == -1 else h


def word_at(d: arr[u8], i: int) -> int:
    low = int(d[i]) | int(d[i + 1]) << 8 | int(d[i + 2]) << 16 | int(d[i + 3]) << 24
    high = int(d[i + 4]) | int(d[i + 5]) << 8 | int(d[i + 6]) << 16 | int(d[i + 7]) << 24
    return low | wrap_shl(high, 32)
