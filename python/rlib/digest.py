"""Message digests of the Merkle-Damgard kind: buffering and padding; the compression functions are in subclasses."""

from python.rpython import Final, abstract, arr, arr_copy, u8, ushr

WORD: Final = 0xFFFFFFFF


@abstract
class BlockDigest:
    """`words` is the chaining value; `pending[0 .. filled]` waits for a full block."""

    words: arr[int]
    pending: arr[u8]
    filled: int
    total: int  # bytes seen
    size: int  # bytes of the result

    def __init__(self, words: arr[int], block_size: int, size: int) -> None:
        self.words = words
        self.pending = arr[u8](block_size)
        self.filled = 0
        self.total = 0
        self.size = size

    def compress(self, d: arr[u8], at: int) -> None:
        """Mixes the block at `d[at]` into the chaining value."""
        raise NotImplementedError

    def fresh(self) -> BlockDigest:
        """A digest of the same kind, to be overwritten by `copy_from`."""
        raise NotImplementedError

    def word_size(self) -> int:
        return 4

    def little_endian(self) -> bool:
        return False

    def update(self, d: arr[u8]) -> None:
        n = int(len(d))
        block = int(len(self.pending))
        self.total += n
        at = 0
        if self.filled > 0:
            at = min(block - self.filled, n)
            arr_copy(d, 0, self.pending, self.filled, at)
            self.filled += at
            if self.filled < block:
                return
            self.compress(self.pending, 0)
            self.filled = 0
        while at + block <= n:
            self.compress(d, at)
            at += block
        arr_copy(d, at, self.pending, 0, n - at)
        self.filled = n - at

    def clone(self) -> BlockDigest:
        other = self.fresh()
        arr_copy(self.words, 0, other.words, 0, len(self.words))
        arr_copy(self.pending, 0, other.pending, 0, len(self.pending))
        other.filled = self.filled
        other.total = self.total
        return other

    def digest(self) -> arr[u8]:
        """The result so far; more may follow."""
        last = self.clone()
        bits = self.total * 8
        block = int(len(self.pending))
        length_bytes = 2 * self.word_size()
        pad = block - (self.filled + length_bytes) % block
        tail = arr[u8](pad + length_bytes)
        tail[0] = 0x80
        little = self.little_endian()
        for i in range(8):
            byte = ushr(bits, 8 * i) & 255
            tail[pad + i if little else pad + length_bytes - 1 - i] = byte
        last.update(tail)
        return last.result()

    def result(self) -> arr[u8]:
        out = arr[u8](self.size)
        width = self.word_size()
        little = self.little_endian()
        for i in range(self.size):
            place = i % width
            shift = 8 * place if little else 8 * (width - 1 - place)
            out[i] = ushr(self.words[i // width], shift) & 255
        return out


def load32_big(d: arr[u8], at: int) -> int:
    return int(d[at]) << 24 | int(d[at + 1]) << 16 | int(d[at + 2]) << 8 | int(d[at + 3])


def load32_little(d: arr[u8], at: int) -> int:
    return int(d[at]) | int(d[at + 1]) << 8 | int(d[at + 2]) << 16 | int(d[at + 3]) << 24


def rotate32(x: int, n: int) -> int:
    """Left, of a number of 32 bits."""
    return (x << n | x >> (32 - n)) & WORD
