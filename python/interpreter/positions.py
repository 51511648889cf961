"""Decoding of a code object's location table (docs/bytecode.md, section 8)."""

from python.rpython import arr, u8


class Place:
    """Lines from 1, columns as utf-8 byte offsets."""

    line: int
    end_line: int
    col: int
    end_col: int

    def __init__(self, line: int, end_line: int, col: int, end_col: int) -> None:
        self.line = line
        self.end_line = end_line
        self.col = col
        self.end_col = end_col


class LocationTable:
    data: arr[u8]
    offset: int
    firstlineno: int

    def __init__(self, data: arr[u8], firstlineno: int) -> None:
        self.data = data
        self.offset = 0
        self.firstlineno = firstlineno

    def find(self, pc: int) -> Place | None:
        """The place of the instruction whose words include `pc`."""
        self.offset = 0
        line = self.firstlineno
        start = 0
        while self.offset < len(self.data):
            head = self.uvarint()
            end = start + (head >> 1)
            if (head & 1) == 0:
                if pc < end:
                    return None
            else:
                line = line + self.svarint()
                end_line = line + self.uvarint()
                col = self.uvarint()
                end_col = self.uvarint()
                if pc < end:
                    return Place(line, end_line, col, end_col)
            start = end
        return None

    def places(self, n: int) -> arr[Place | None]:
        """The place of each of n words."""
        rows = arr[Place | None](n)
        self.offset = 0
        line = self.firstlineno
        start = 0
        while self.offset < len(self.data) and start < n:
            head = self.uvarint()
            end = min(start + (head >> 1), n)
            if (head & 1) != 0:
                line = line + self.svarint()
                end_line = line + self.uvarint()
                col = self.uvarint()
                place = Place(line, end_line, col, self.uvarint())
                for i in range(start, end):
                    rows[i] = place
            start = end
        return rows

    def uvarint(self) -> int:
        value = 0
        shift = 0
        while self.offset < len(self.data):
            byte = int(self.data[self.offset])
            self.offset = self.offset + 1
            value = value | ((byte & 127) << shift)
            if byte < 128:
                break
            shift = shift + 7
        return value

    def svarint(self) -> int:
        value = self.uvarint()
        return (value >> 1) ^ -(value & 1)
