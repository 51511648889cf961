"""Decompression of deflate streams (RFC 1951), in pieces: what does not suffice for a whole step is kept for the next call."""

from python.rlib.builder import ByteBuilder
from python.rpython import Final, arr, arr_copy, u8

WINDOW: Final = 32768
MAX_BITS: Final = 15

# What comes next in the stream.
BLOCK: Final = 0
STORED: Final = 1
CODES: Final = 2
DONE: Final = 3

LENGTH_BASE: Final = [
    3, 4, 5, 6, 7, 8, 9, 10, 11, 13, 15, 17, 19, 23, 27, 31, 35, 43, 51, 59, 67, 83, 99, 115, 131, 163, 195, 227, 258,
]
LENGTH_BITS: Final = [0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2, 3, 3, 3, 3, 4, 4, 4, 4, 5, 5, 5, 5, 0]
DISTANCE_BASE: Final = [
    1, 2, 3, 4, 5, 7, 9, 13, 17, 25, 33, 49, 65, 97, 129, 193, 257, 385, 513, 769, 1025, 1537, 2049, 3073, 4097, 6145,
    8193, 12289, 16385, 24577,
]
DISTANCE_BITS: Final = [
    0, 0, 0, 0, 1, 1, 2, 2, 3, 3, 4, 4, 5, 5, 6, 6, 7, 7, 8, 8, 9, 9, 10, 10, 11, 11, 12, 12, 13, 13,
]
CODE_ORDER: Final = [16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15]


class Huffman:
    """A code as a table indexed by the next `bits` bits: symbol << 4 | length; 0: no code begins so."""

    table: arr[int]
    bits: int

    def __init__(self, lengths: arr[int], first: int, n: int) -> None:
        counts = arr[int](MAX_BITS + 1)
        longest = 1
        for i in range(n):
            length = lengths[first + i]
            counts[length] = counts[length] + 1
            longest = max(longest, length)
        self.bits = longest
        self.table = arr[int](1 << longest)
        counts[0] = 0
        next = arr[int](MAX_BITS + 2)
        code = 0
        for length in range(1, MAX_BITS + 1):
            code = code + counts[length - 1] << 1
            next[length] = code
        for i in range(n):
            length = lengths[first + i]
            if length > 0:
                self.enter(next[length], length, i)
                next[length] = next[length] + 1

    def enter(self, code: int, length: int, symbol: int) -> None:
        """Codes are packed from their highest bit on, so the index is the reversed code."""
        reversed = 0
        for i in range(length):
            reversed = reversed << 1 | code >> i & 1
        step = 1 << length
        at = reversed
        while at < len(self.table):
            self.table[at] = symbol << 4 | length
            at += step


def fixed_lengths() -> arr[int]:
    lengths = arr[int](288 + 30)
    for i in range(288):
        lengths[i] = 8 if i < 144 else (9 if i < 256 else (7 if i < 280 else 8))
    for i in range(30):
        lengths[288 + i] = 5
    return lengths


FIXED: Final = fixed_lengths()


class Inflater:
    """`run` answers False while more input is needed; `failure` is set when the stream is damaged."""

    data: arr[u8]  # input not yet used, from `at`
    at: int = 0
    hold: int = 0  # bits read and not used
    held: int = 0
    state: int = BLOCK
    last: bool = False
    stored_left: int = 0
    literals: Huffman | None = None
    distances: Huffman | None = None
    out: ByteBuilder  # the window and, from `delivered`, what is new
    delivered: int = 0
    failure: str | None = None

    def __init__(self) -> None:
        self.data = arr[u8](0)
        self.out = ByteBuilder(256)

    def feed(self, d: arr[u8]) -> None:
        rest = int(len(self.data)) - self.at
        joined = arr[u8](rest + len(d))
        arr_copy(self.data, self.at, joined, 0, rest)
        arr_copy(d, 0, joined, rest, len(d))
        self.data = joined
        self.at = 0

    def take_output(self) -> arr[u8]:
        """The new output; the window is kept."""
        n = self.out.length - self.delivered
        result = arr[u8](n)
        arr_copy(self.out.data, self.delivered, result, 0, n)
        keep = min(self.out.length, WINDOW)
        if self.out.length > 4 * WINDOW:
            arr_copy(self.out.data, self.out.length - keep, self.out.data, 0, keep)
            self.out.length = keep
        self.delivered = self.out.length
        return result

    def new_bytes(self) -> int:
        return self.out.length - self.delivered

    def need(self, n: int) -> bool:
        while self.held < n:
            if self.at >= len(self.data):
                return False
            self.hold = self.hold | int(self.data[self.at]) << self.held
            self.at += 1
            self.held += 8
        return True

    def take(self, n: int) -> int:
        value = self.hold & ((1 << n) - 1)
        self.hold = self.hold >> n
        self.held -= n
        return value

    def symbol(self, code: Huffman) -> int:
        """-1: more input is needed; -2: no such code."""
        self.need(code.bits)
        entry = code.table[self.hold & ((1 << code.bits) - 1)]
        length = entry & 15
        if length == 0:
            return -2 if self.held >= code.bits else -1
        if length > self.held:
            return -1
        self.take(length)
        return entry >> 4

    def fail(self, message: str) -> bool:
        self.failure = message
        return False

    def run(self, limit: int) -> bool:
        """Until the stream ends or `limit` new bytes are there (negative: no limit)."""
        while self.state != DONE and self.failure is None:
            if limit >= 0 and self.new_bytes() >= limit:
                return True
            at = self.at
            hold = self.hold
            held = self.held
            if not self.step(limit):
                # What the step has read is read again when there is more.
                self.at = at
                self.hold = hold
                self.held = held
                return False
        return self.failure is None

    def step(self, limit: int) -> bool:
        if self.state == BLOCK:
            return self.block()
        if self.state == STORED:
            return self.stored(limit)
        return self.codes()

    def end_block(self) -> None:
        self.state = DONE if self.last else BLOCK

    def block(self) -> bool:
        if not self.need(3):
            return False
        last = self.take(1) == 1
        kind = self.take(2)
        if kind == 0:
            self.take(self.held & 7)
            if not self.need(32):
                return False
            n = self.take(16)
            if self.take(16) != n ^ 0xFFFF:
                return self.fail("invalid stored block lengths")
            self.stored_left = n
            self.state = STORED
        elif kind == 1:
            self.literals = Huffman(FIXED, 0, 288)
            self.distances = Huffman(FIXED, 288, 30)
            self.state = CODES
        elif kind == 2:
            if not self.dynamic():
                return False
            self.state = CODES
        else:
            return self.fail("invalid block type")
        self.last = last
        return True

    def dynamic(self) -> bool:
        if not self.need(14):
            return False
        n_literals = self.take(5) + 257
        n_distances = self.take(5) + 1
        n_codes = self.take(4) + 4
        if n_literals > 286 or n_distances > 30:
            return self.fail("too many length or distance symbols")
        lengths = arr[int](19)
        for i in range(n_codes):
            if not self.need(3):
                return False
            lengths[CODE_ORDER[i]] = self.take(3)
        code = Huffman(lengths, 0, 19)
        all = arr[int](n_literals + n_distances)
        i = 0
        while i < len(all):
            symbol = self.symbol(code)
            if symbol == -1:
                return False
            if symbol == -2:
                return self.fail("invalid code lengths set")
            if symbol < 16:
                all[i] = symbol
                i += 1
                continue
            bits = 2 if symbol == 16 else (3 if symbol == 17 else 7)
            if not self.need(bits):
                return False
            times = self.take(bits) + (11 if symbol == 18 else 3)
            if (symbol == 16 and i == 0) or i + times > len(all):
                return self.fail("invalid bit length repeat")
            value = all[i - 1] if symbol == 16 else 0
            for k in range(times):
                all[i + k] = value
            i += times
        if all[256] == 0:
            return self.fail("invalid code -- missing end-of-block")
        self.literals = Huffman(all, 0, n_literals)
        self.distances = Huffman(all, n_literals, n_distances)
        return True

    def stored(self, limit: int) -> bool:
        if self.stored_left == 0:
            self.end_block()
            return True
        # Whole bytes may still be held.
        if self.held >= 8:
            self.out.add_byte(self.take(8))
            self.stored_left -= 1
            return True
        n = min(self.stored_left, int(len(self.data)) - self.at)
        if limit >= 0:
            n = min(n, limit - self.new_bytes())
        if n <= 0:
            return False
        self.out.add_slice(self.data, self.at, n)
        self.at += n
        self.stored_left -= n
        return True

    def codes(self) -> bool:
        literals = self.literals
        distances = self.distances
        assert literals is not None and distances is not None
        symbol = self.symbol(literals)
        if symbol == -1:
            return False
        if symbol == -2:
            return self.fail("invalid literal/length code")
        if symbol < 256:
            self.out.add_byte(symbol)
            return True
        if symbol == 256:
            self.end_block()
            return True
        symbol -= 257
        if symbol >= 29:
            return self.fail("invalid literal/length code")
        if not self.need(LENGTH_BITS[symbol]):
            return False
        length = LENGTH_BASE[symbol] + self.take(LENGTH_BITS[symbol])
        place = self.symbol(distances)
        if place == -1:
            return False
        if place < 0 or place >= 30:
            return self.fail("invalid distance code")
        if not self.need(DISTANCE_BITS[place]):
            return False
        distance = DISTANCE_BASE[place] + self.take(DISTANCE_BITS[place])
        if distance > self.out.length:
            return self.fail("invalid distance too far back")
        self.copy_back(distance, length)
        return True

    def copy_back(self, distance: int, length: int) -> None:
        out = self.out
        out.room(length)
        d = out.data
        at = out.length
        for i in range(length):
            d[at + i] = int(d[at + i - distance])
        out.length = at + length

    def unused(self) -> arr[u8]:
        """Input behind the end of the stream: whole bytes that are held belong to it."""
        back = self.held >> 3
        start = self.at - back
        n = int(len(self.data)) - start
        result = arr[u8](n)
        arr_copy(self.data, start, result, 0, n)
        return result

    def clone(self) -> Inflater:
        other = Inflater()
        other.data = self.data
        other.at = self.at
        other.hold = self.hold
        other.held = self.held
        other.state = self.state
        other.last = self.last
        other.stored_left = self.stored_left
        other.literals = self.literals
        other.distances = self.distances
        other.out.add_slice(self.out.data, 0, self.out.length)
        other.delivered = self.delivered
        return other
