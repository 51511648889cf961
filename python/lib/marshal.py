"""Values to and from the format of CPython's marshal. Code objects have no such form here.

This module contains functions that can read and write Python values in
a binary format."""

version = 5

_MAX_DEPTH = 2000
_FLAG_REF = 0x80


def dumps(value, version=version, /, *, allow_code=True):
    """Return the bytes object that would be written to a file by dump(value, file)."""
    out = bytearray()
    _write(out, value, version, 0)
    return bytes(out)


def dump(value, file, version=version, /, *, allow_code=True):
    """Write the value on the open file."""
    file.write(dumps(value, version))


def _size(out, n):
    out += n.to_bytes(4, "little")


def _write(out, value, version, depth):
    if depth > _MAX_DEPTH:
        raise ValueError("object too deeply nested to marshal")
    kind = type(value)
    if value is None:
        out += b"N"
    elif value is True:
        out += b"T"
    elif value is False:
        out += b"F"
    elif value is Ellipsis:
        out += b"."
    elif value is StopIteration:
        out += b"S"
    elif kind is int:
        _write_int(out, value)
    elif kind is float:
        _write_float(out, b"g", value)
    elif kind is complex:
        out += b"y"
        _write_float(out, b"", value.real)
        _write_float(out, b"", value.imag)
    elif kind is str:
        _write_str(out, value)
    elif kind in (tuple, list, set, frozenset):
        _write_items(out, value, version, depth)
    elif kind is dict:
        out += b"{"
        for key, item in value.items():
            _write(out, key, version, depth + 1)
            _write(out, item, version, depth + 1)
        out += b"0"
    elif kind is slice and version >= 5:
        out += b":"
        for part in (value.start, value.stop, value.step):
            _write(out, part, version, depth + 1)
    else:
        _write_bytes(out, value)


def _write_bytes(out, value):
    try:
        data = memoryview(value)
    except TypeError:
        raise ValueError("unmarshallable object") from None
    out += b"s"
    _size(out, data.nbytes)
    out += data.tobytes()


def _write_int(out, value):
    if -(1 << 31) <= value < 1 << 31:
        out += b"i"
        out += value.to_bytes(4, "little", signed=True)
        return
    magnitude = abs(value)
    digits = (magnitude.bit_length() + 14) // 15
    out += b"l"
    out += (-digits if value < 0 else digits).to_bytes(4, "little", signed=True)
    for i in range(digits):
        out += (magnitude >> 15 * i & 0x7FFF).to_bytes(2, "little")


def _write_float(out, mark, value):
    import _struct

    out += mark
    out += _struct.pack("<d", value)


def _write_str(out, value):
    if value.isascii():
        if len(value) < 256:
            out += b"z"
            out.append(len(value))
        else:
            out += b"a"
            _size(out, len(value))
        out += value.encode("ascii")
        return
    data = value.encode("utf-8", "surrogatepass")
    out += b"u"
    _size(out, len(data))
    out += data


def _write_items(out, value, version, depth):
    kind = type(value)
    n = len(value)
    if kind is tuple and n < 256:
        out += b")"
        out.append(n)
    else:
        out += {tuple: b"(", list: b"[", set: b"<", frozenset: b">"}[kind]
        _size(out, n)
    for item in value:
        _write(out, item, version, depth + 1)


def loads(data, /, *, allow_code=True):
    """Convert the bytes-like object to a value."""
    return _Reader(bytes(memoryview(data))).value()


def load(file, /, *, allow_code=True):
    """Read one value from the open file and return it."""
    start = file.tell() if hasattr(file, "tell") else None
    reader = _Reader(file.read())
    result = reader.value()
    if start is not None and hasattr(file, "seek"):
        file.seek(start + reader.at)
    return result


class _Reader:
    def __init__(self, data):
        self.data = data
        self.at = 0
        self.refs = []

    def take(self, n):
        piece = self.data[self.at : self.at + n]
        if len(piece) < n:
            raise EOFError("marshal data too short")
        self.at += n
        return piece

    def number(self, n, signed=True):
        return int.from_bytes(self.take(n), "little", signed=signed)

    def count(self, width):
        n = self.number(width, signed=width == 4)
        if n < 0:
            raise ValueError("bad marshal data (size out of range)")
        return n

    def value(self):
        if self.at >= len(self.data):
            raise EOFError("EOF read where object expected")
        result = self.item()
        if result is _END:
            raise TypeError("NULL object in marshal data for object")
        return result

    def item(self):
        mark = self.take(1)[0]
        code = chr(mark & ~_FLAG_REF)
        if code == "r":
            n = self.number(4)
            if not 0 <= n < len(self.refs):
                raise ValueError("bad marshal data (invalid reference)")
            return self.refs[n]
        place = -1
        if mark & _FLAG_REF:
            place = len(self.refs)
            self.refs.append(None)
        read = _READERS.get(code)
        if read is None:
            raise ValueError("bad marshal data (unknown type code)")
        result = read(self, place)
        if place >= 0:
            self.refs[place] = result
        return result

    def items(self, n):
        return [self.value() for _ in range(n)]

    def fill(self, container, place, add, n):
        if place >= 0:
            self.refs[place] = container
        for _ in range(n):
            add(self.value())
        return container

    def read_list(self, place):
        made = []
        return self.fill(made, place, made.append, self.count(4))

    def read_set(self, place):
        made = set()
        return self.fill(made, place, made.add, self.count(4))

    def read_dict(self, place):
        made = {}
        if place >= 0:
            self.refs[place] = made
        while True:
            key = self.item()
            if key is _END:
                return made
            made[key] = self.value()

    def read_long(self, place):
        n = self.number(4)
        total = 0
        for i in range(abs(n)):
            digit = self.number(2)
            if digit < 0:
                raise ValueError("bad marshal data (digit out of range in long)")
            total |= digit << 15 * i
        if n and not digit:
            raise ValueError("bad marshal data (unnormalized long data)")
        return -total if n < 0 else total

    def read_double(self, place=-1):
        import _struct

        return _struct.unpack("<d", self.take(8))[0]

    def read_text_double(self, place=-1):
        return float(self.take(self.count(1)))


_END = object()
_READERS = {
    "0": lambda r, p: _END,
    "N": lambda r, p: None,
    "T": lambda r, p: True,
    "F": lambda r, p: False,
    ".": lambda r, p: Ellipsis,
    "S": lambda r, p: StopIteration,
    "i": lambda r, p: r.number(4),
    "I": lambda r, p: r.number(8),
    "l": _Reader.read_long,
    "f": _Reader.read_text_double,
    "g": _Reader.read_double,
    "x": lambda r, p: complex(r.read_text_double(), r.read_text_double()),
    "y": lambda r, p: complex(r.read_double(), r.read_double()),
    "s": lambda r, p: r.take(r.count(4)),
    "u": lambda r, p: r.take(r.count(4)).decode("utf-8", "surrogatepass"),
    "t": lambda r, p: r.take(r.count(4)).decode("utf-8", "surrogatepass"),
    "a": lambda r, p: r.take(r.count(4)).decode("latin-1"),
    "A": lambda r, p: r.take(r.count(4)).decode("latin-1"),
    "z": lambda r, p: r.take(r.count(1)).decode("latin-1"),
    "Z": lambda r, p: r.take(r.count(1)).decode("latin-1"),
    ")": lambda r, p: tuple(r.items(r.count(1))),
    "(": lambda r, p: tuple(r.items(r.count(4))),
    "[": _Reader.read_list,
    "<": _Reader.read_set,
    ">": lambda r, p: frozenset(r.items(r.count(4))),
    "{": _Reader.read_dict,
    ":": lambda r, p: slice(r.value(), r.value(), r.value()),
}
