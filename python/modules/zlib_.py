"""zlib: the compressed formats around deflate streams. Compressed data is valid but not the same as the C library's."""

from python.interpreter.errors import OperationError, eof_error, new_error, value_error
from python.modules.binascii_ import low_word
from python.objects.base import W_Object
from python.objects.buffer import bytes_of_buffer
from python.objects.bytes_ import new_bytes
from python.objects.exceptions.base import W_Exception, make_exception_type
from python.objects.flags import FINAL_TYPE, NO_NEW
from python.objects.int_ import W_Int
from python.objects.module_ import W_Module
from python.objects.type_ import W_Type
from python.rlib.builder import ByteBuilder
from python.rlib.crc import adler32 as adler32_of
from python.rlib.crc import crc32 as crc32_of
from python.rlib.deflate import BitWriter, deflate, write_stored
from python.rlib.inflate import DONE, Inflater
from python.rlib.list import array_slice
from python.rpython import Final, arr, builtin, builtin_function, getset, pytype, typeof, u8

MODULE: Final = "zlib"
RAW: Final = 0
ZLIB: Final = 1
GZIP: Final = 2
AUTO: Final = 3
CHUNK: Final = 1 << 16
Z_FINISH: Final = 4

w_zlib_error: Final = make_exception_type("error", typeof(W_Exception), "")


def init_module(w_module: W_Module) -> None:
    w_zlib_error.table.set("__module__", "zlib")
    w_module.attr_set("error", w_zlib_error)
    w_module.attr_set("_ZlibDecompressor", typeof(W_ZlibDecompressor))
    w_module.attr_set("ZLIB_VERSION", "1.3.1")
    w_module.attr_set("ZLIB_RUNTIME_VERSION", "1.3.1")
    names = [
        "DEFLATED", "DEF_BUF_SIZE", "DEF_MEM_LEVEL", "MAX_WBITS", "Z_BEST_COMPRESSION", "Z_BEST_SPEED", "Z_BLOCK",
        "Z_DEFAULT_COMPRESSION", "Z_DEFAULT_STRATEGY", "Z_FILTERED", "Z_FINISH", "Z_FIXED", "Z_FULL_FLUSH",
        "Z_HUFFMAN_ONLY", "Z_NO_COMPRESSION", "Z_NO_FLUSH", "Z_PARTIAL_FLUSH", "Z_RLE", "Z_SYNC_FLUSH", "Z_TREES",
    ]
    values = [8, 16384, 8, 15, 9, 1, 5, -1, 0, 1, 4, 4, 3, 2, 0, 0, 1, 3, 2, 6]
    for i in range(len(names)):
        w_module.attr_set(names[i], W_Int(values[i]))


def zlib_error(msg: str) -> OperationError:
    return new_error(w_zlib_error, msg)


@builtin_function
def adler32(data: W_Object, value: W_Object | None = None, /) -> int:
    """Compute an Adler-32 checksum of data.

      value
        Starting value of the checksum.

    The returned checksum is an integer."""
    start = 1 if value is None else low_word(value)
    return adler32_of(bytes_of_buffer(data), start)


@builtin_function
def crc32(data: W_Object, value: W_Object | None = None, /) -> int:
    """Compute a CRC-32 checksum of data.

      value
        Starting value of the checksum.

    The returned checksum is an integer."""
    start = 0 if value is None else low_word(value)
    return crc32_of(bytes_of_buffer(data), start)


# Compression.


def compressed_kind(wbits: int) -> int:
    if -15 <= wbits <= -9:
        return RAW
    if 9 <= wbits <= 15:
        return ZLIB
    if 25 <= wbits <= 31:
        return GZIP
    raise value_error("Invalid initialization option")


class Packer:
    """A stream being written: header, deflate blocks, checksum."""

    kind: int
    level: int
    bits: BitWriter
    waiting: ByteBuilder
    check: int
    total: int

    def __init__(self, kind: int, level: int) -> None:
        self.kind = kind
        self.level = 6 if level < 0 else level
        self.bits = BitWriter()
        self.waiting = ByteBuilder(256)
        self.check = 1 if kind == ZLIB else 0
        self.total = 0
        out = self.bits.out
        if kind == ZLIB:
            out.add_byte(0x78)
            mark = 0x9C
            if self.level < 2:
                mark = 0x01
            elif self.level < 6:
                mark = 0x5E
            elif self.level > 6:
                mark = 0xDA
            out.add_byte(mark)
        elif kind == GZIP:
            out.add_byte(0x1F)
            out.add_byte(0x8B)
            out.add_byte(8)
            out.add_repeated(0, 5)
            out.add_byte(2 if self.level == 9 else (4 if self.level == 1 else 0))
            out.add_byte(3)

    def add(self, d: arr[u8]) -> None:
        if self.kind == ZLIB:
            self.check = adler32_of(d, self.check)
        elif self.kind == GZIP:
            self.check = crc32_of(d, self.check)
        self.total += int(len(d))
        self.waiting.add(d)
        if self.waiting.length >= CHUNK:
            self.write(False)

    def write(self, last: bool) -> None:
        deflate(self.bits, self.waiting.build(), self.level, last)
        self.waiting = ByteBuilder(256)

    def sync(self) -> None:
        if self.waiting.length > 0:
            self.write(False)
        write_stored(self.bits, arr[u8](0), False)

    def finish(self) -> None:
        self.write(True)
        out = self.bits.out
        if self.kind == ZLIB:
            for i in range(4):
                out.add_byte(self.check >> (24 - 8 * i) & 255)
        elif self.kind == GZIP:
            for i in range(4):
                out.add_byte(self.check >> 8 * i & 255)
            for i in range(4):
                out.add_byte(self.total >> 8 * i & 255)

    def take(self) -> arr[u8]:
        result = self.bits.out.build()
        self.bits.out.length = 0
        return result

    def clone(self) -> Packer:
        other = Packer(RAW, self.level)
        other.kind = self.kind
        other.check = self.check
        other.total = self.total
        other.bits.hold = self.bits.hold
        other.bits.held = self.bits.held
        other.bits.out.add(self.bits.out.build())
        other.waiting.add(self.waiting.build())
        return other


def checked_level(level: int) -> int:
    if level < -1 or level > 9:
        raise zlib_error("Bad compression level")
    return level


@builtin_function
def compress(data: W_Object, /, level: int = -1, wbits: int = 15) -> W_Object:
    """Returns a bytes object containing compressed data.

      data
        Binary data to be compressed.
      level
        Compression level, in 0-9 or -1.
      wbits
        The window buffer size and container format."""
    d = bytes_of_buffer(data)
    packer = Packer(compressed_kind(wbits), checked_level(level))
    packer.add(d)
    packer.finish()
    return new_bytes(packer.take())


@builtin_function
def compressobj(
    level: int = -1, method: int = 8, wbits: int = 15, memLevel: int = 8, strategy: int = 0, zdict: W_Object | None = None
) -> W_Object:
    """Return a compressor object."""
    if method != 8 or level < -1 or level > 9 or memLevel < 1 or memLevel > 9 or strategy < 0 or strategy > 4:
        raise value_error("Invalid initialization option")
    if zdict is not None:
        raise zlib_error("preset dictionaries are not supported")
    return W_Compress(Packer(compressed_kind(wbits), level))


@pytype("zlib.Compress", flags=FINAL_TYPE | NO_NEW)
class W_Compress(W_Object):
    packer: Packer
    finished: bool

    def __init__(self, packer: Packer) -> None:
        self.packer = packer
        self.finished = False

    @builtin("compress")
    def descr_compress(self, data: W_Object, /) -> W_Object:
        """Returns a bytes object containing compressed data.

          data
            Binary data to be compressed.

        After calling this function, some of the input data may still
        be stored in internal buffers for later processing.
        Call the flush() method to clear these buffers."""
        d = bytes_of_buffer(data)
        if self.finished:
            raise zlib_error("Error -2 while compressing data: inconsistent stream state")
        self.packer.add(d)
        return new_bytes(self.packer.take())

    @builtin
    def flush(self, mode: int = Z_FINISH, /) -> W_Object:
        """Return a bytes object containing any remaining compressed data.

          mode
            One of the constants Z_SYNC_FLUSH, Z_FULL_FLUSH, Z_FINISH.
            If mode == Z_FINISH, the compressor object can no longer be
            used after calling the flush() method.  Otherwise, more data
            can still be compressed."""
        if mode == 0:
            return new_bytes(arr[u8](0))
        if self.finished:
            raise zlib_error("Error -2 while flushing: inconsistent stream state")
        if mode == Z_FINISH:
            self.packer.finish()
            self.finished = True
        else:
            self.packer.sync()
        return new_bytes(self.packer.take())

    @builtin
    def copy(self) -> W_Object:
        """Return a copy of the compression object."""
        return self.duplicate()

    def duplicate(self) -> W_Compress:
        if self.finished:
            raise value_error("Inconsistent stream state")
        return W_Compress(self.packer.clone())

    @builtin("__copy__")
    def descr_copy(self) -> W_Object:
        return self.duplicate()

    @builtin("__deepcopy__")
    def descr_deepcopy(self, memo: W_Object, /) -> W_Object:
        return self.duplicate()


# Decompression.


def decompressed_kind(wbits: int) -> int:
    if -15 <= wbits <= -8:
        return RAW
    if wbits == 0 or 8 <= wbits <= 15:
        return ZLIB
    if 24 <= wbits <= 31:
        return GZIP
    if 40 <= wbits <= 47 or wbits == 32:
        return AUTO
    raise value_error("Invalid initialization option")


class Unpacker:
    """A stream being read: header, deflate stream, checksum."""

    kind: int
    inflater: Inflater
    in_header: bool
    finished: bool
    check: int
    total: int
    failure: str | None = None

    def __init__(self, kind: int) -> None:
        self.kind = kind
        self.inflater = Inflater()
        self.in_header = kind != RAW
        self.finished = False
        self.check = 0
        self.total = 0

    def available(self) -> int:
        return int(len(self.inflater.data)) - self.inflater.at

    def byte(self, i: int) -> int:
        return int(self.inflater.data[self.inflater.at + i])

    def header(self) -> bool:
        """False: not all of it is there, or it is wrong."""
        if self.kind == AUTO:
            if self.available() < 1:
                return False
            self.kind = GZIP if self.byte(0) == 0x1F else ZLIB
        if self.kind == GZIP:
            return self.gzip_header()
        if self.available() < 2:
            return False
        if self.byte(0) & 15 != 8 or (self.byte(0) << 8 | self.byte(1)) % 31 != 0:
            self.failure = "incorrect header check"
            return False
        if self.byte(1) & 32 != 0:
            self.failure = "need dictionary"
            return False
        self.inflater.at += 2
        self.check = 1
        return True

    def gzip_header(self) -> bool:
        n = self.available()
        if n < 10:
            return False
        if self.byte(0) != 0x1F or self.byte(1) != 0x8B or self.byte(2) != 8:
            self.failure = "incorrect header check"
            return False
        flags = self.byte(3)
        at = 10
        if flags & 4 != 0:
            if n < at + 2:
                return False
            at += 2 + (self.byte(at) | self.byte(at + 1) << 8)
        for kind in [8, 16]:
            if flags & kind != 0:
                while at < n and self.byte(at) != 0:
                    at += 1
                at += 1
        if flags & 2 != 0:
            at += 2
        if at > n:
            return False
        self.inflater.at += at
        return True

    def run(self, limit: int) -> arr[u8]:
        """New output; `finished` and `failure` say how it went."""
        if self.in_header:
            if not self.header():
                return arr[u8](0)
            self.in_header = False
        inflater = self.inflater
        inflater.run(limit)
        self.failure = inflater.failure
        out = inflater.take_output()
        if self.kind == ZLIB:
            self.check = adler32_of(out, self.check)
        elif self.kind == GZIP:
            self.check = crc32_of(out, self.check)
        self.total += int(len(out))
        if inflater.state == DONE:
            self.trailer()
        return out

    def trailer(self) -> None:
        inflater = self.inflater
        inflater.at -= inflater.held >> 3
        inflater.held = 0
        inflater.hold = 0
        size = 0 if self.kind == RAW else (4 if self.kind == ZLIB else 8)
        if self.available() < size:
            return
        check = 0
        for i in range(4):
            if self.kind == ZLIB:
                check = check << 8 | self.byte(i)
            elif self.kind == GZIP:
                check = check | self.byte(i) << 8 * i
        if self.kind != RAW and check != self.check:
            self.failure = "incorrect data check"
            return
        if self.kind == GZIP:
            total = 0
            for i in range(4):
                total = total | self.byte(4 + i) << 8 * i
            if total != self.total & 0xFFFFFFFF:
                self.failure = "incorrect length check"
                return
        inflater.at += size
        self.finished = True

    def raise_failure(self) -> None:
        failure = self.failure
        if failure is not None:
            code = "2" if failure == "need dictionary" else "-3"
            if code == "2":
                raise zlib_error("Error 2 while decompressing data")
            raise zlib_error(f"Error -3 while decompressing data: {failure}")

    def clone(self) -> Unpacker:
        other = Unpacker(self.kind)
        other.inflater = self.inflater.clone()
        other.in_header = self.in_header
        other.finished = self.finished
        other.check = self.check
        other.total = self.total
        return other


@builtin_function
def decompress(data: W_Object, /, wbits: int = 15, bufsize: int = 16384) -> W_Object:
    """Returns a bytes object containing the uncompressed data.

      data
        Compressed data.
      wbits
        The window buffer size and container format.
      bufsize
        The initial output buffer size."""
    unpacker = Unpacker(decompressed_kind(wbits))
    unpacker.inflater.feed(bytes_of_buffer(data))
    out = unpacker.run(-1)
    unpacker.raise_failure()
    if not unpacker.finished:
        raise zlib_error("Error -5 while decompressing data: incomplete or truncated stream")
    return new_bytes(out)


@builtin_function
def decompressobj(wbits: int = 15, zdict: W_Object | None = None) -> W_Object:
    """Return a decompressor object.

      wbits
        The window buffer size and container format.
      zdict
        The predefined compression dictionary.  This must be the same
        dictionary as used by the compressor that produced the input data."""
    if zdict is not None and len(bytes_of_buffer(zdict)) > 0:
        raise zlib_error("preset dictionaries are not supported")
    return W_Decompress(Unpacker(decompressed_kind(wbits)))


@pytype("zlib.Decompress", flags=FINAL_TYPE | NO_NEW)
class W_Decompress(W_Object):
    unpacker: Unpacker
    rest: arr[u8]  # unconsumed_tail
    behind: arr[u8]  # unused_data

    def __init__(self, unpacker: Unpacker) -> None:
        self.unpacker = unpacker
        self.rest = arr[u8](0)
        self.behind = arr[u8](0)

    def step(self, d: arr[u8], limit: int) -> arr[u8]:
        unpacker = self.unpacker
        if unpacker.finished:
            joined = ByteBuilder(len(self.behind) + len(d))
            joined.add(self.behind)
            joined.add(d)
            self.behind = joined.build()
            return arr[u8](0)
        unpacker.inflater.feed(d)
        out = unpacker.run(limit)
        unpacker.raise_failure()
        inflater = unpacker.inflater
        self.rest = arr[u8](0)
        if unpacker.finished:
            self.behind = inflater.unused()
        elif limit >= 0 and int(len(out)) >= limit:
            # The caller hands the rest of the input in again.
            self.rest = array_slice(inflater.data, inflater.at, int(len(inflater.data)) - inflater.at)
            inflater.data = arr[u8](0)
            inflater.at = 0
        return out

    @builtin("decompress")
    def descr_decompress(self, data: W_Object, /, max_length: int = 0) -> W_Object:
        """Return a bytes object containing the decompressed version of the data.

          data
            The binary data to decompress.
          max_length
            The maximum allowable length of the decompressed data.
            Unconsumed input data will be stored in
            the unconsumed_tail attribute.

        After calling this function, some of the input data may still be stored in
        internal buffers for later processing.
        Call the flush() method to clear these buffers."""
        d = bytes_of_buffer(data)
        if max_length < 0:
            raise value_error("max_length must be non-negative")
        return new_bytes(self.step(d, -1 if max_length == 0 else max_length))

    @builtin
    def flush(self, length: int = 16384, /) -> W_Object:
        """Return a bytes object containing any remaining decompressed data.

          length
            the initial size of the output buffer."""
        if length <= 0:
            raise value_error("length must be greater than zero")
        rest = self.rest
        self.rest = arr[u8](0)
        if self.unpacker.finished:
            return new_bytes(arr[u8](0))
        return new_bytes(self.step(rest, -1))

    @getset
    def unused_data(self) -> W_Object:
        return new_bytes(self.behind)

    @getset
    def unconsumed_tail(self) -> W_Object:
        return new_bytes(self.rest)

    @getset
    def eof(self) -> bool:
        return self.unpacker.finished

    def duplicate(self) -> W_Decompress:
        other = W_Decompress(self.unpacker.clone())
        other.rest = self.rest
        other.behind = self.behind
        return other

    @builtin
    def copy(self) -> W_Object:
        """Return a copy of the decompression object."""
        return self.duplicate()

    @builtin("__copy__")
    def descr_copy(self) -> W_Object:
        return self.duplicate()

    @builtin("__deepcopy__")
    def descr_deepcopy(self, memo: W_Object, /) -> W_Object:
        return self.duplicate()


@pytype("zlib._ZlibDecompressor", flags=FINAL_TYPE)
class W_ZlibDecompressor(W_Object):
    """Create a decompressor object for decompressing data incrementally."""

    unpacker: Unpacker

    def __init__(self, unpacker: Unpacker) -> None:
        self.unpacker = unpacker

    @builtin("__new__", static=True)
    def descr_new(w_type: W_Type, wbits: int = 15, zdict: W_Object | None = None) -> W_Object:
        if zdict is not None and len(bytes_of_buffer(zdict)) > 0:
            raise zlib_error("preset dictionaries are not supported")
        return W_ZlibDecompressor(Unpacker(decompressed_kind(wbits)))

    @builtin("decompress")
    def descr_decompress(self, data: W_Object, max_length: int = -1) -> W_Object:
        """Decompress *data*, returning uncompressed data as bytes.

        If *max_length* is nonnegative, returns at most *max_length* bytes of
        decompressed data. If this limit is reached and further output can be
        produced, *self.needs_input* will be set to ``False``. In this case, the next
        call to *decompress()* may provide *data* as b'' to obtain more of the output.

        If all of the input data was decompressed and returned (either because this
        was less than *max_length* bytes, or because *max_length* was negative),
        *self.needs_input* will be set to True.

        Attempting to decompress data after the end of stream is reached raises an
        EOFError.  Any data found after the end of the stream is ignored and saved in
        the unused_data attribute."""
        if self.unpacker.finished:
            raise eof_error("End of stream already reached")
        self.unpacker.inflater.feed(bytes_of_buffer(data))
        out = self.unpacker.run(max_length)
        self.unpacker.raise_failure()
        return new_bytes(out)

    @getset
    def unused_data(self) -> W_Object:
        """Data found after the end of the compressed stream."""
        if not self.unpacker.finished:
            return new_bytes(arr[u8](0))
        return new_bytes(self.unpacker.inflater.unused())

    @getset
    def needs_input(self) -> bool:
        """True if more input is needed before more decompressed data can be produced."""
        return not self.unpacker.finished and self.unpacker.available() == 0

    @getset
    def eof(self) -> bool:
        """True if the end-of-stream marker has been reached."""
        return self.unpacker.finished
