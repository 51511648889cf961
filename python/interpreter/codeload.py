"""Loading serialised code objects (docs/bytecode.md, section 9). Input that is cut short or damaged is a ValueError."""

from python.rpython import Final, arr, arr_copy, cold, float_from_bits, i32, u8
from python.interpreter.errors import OperationError, value_error
from python.interpreter.interned import intern_name
from python.objects.base import W_Object
from python.objects.bytes_ import W_Bytes
from python.objects.code import W_Code
from python.objects.codecs import str_from_utf8
from python.objects.complex_ import W_Complex
from python.objects.float_ import W_Float
from python.objects.int_ import W_Int, int_from_padded
from python.objects.set_ import new_frozenset
from python.objects.singletons import w_Ellipsis, w_False, w_None, w_True
from python.objects.slice_ import W_Slice
from python.objects.tuple_ import new_tuple
from python.rlib.text import str_from_ascii

VERSION: Final = 1
MAX_NESTING: Final = 200
INTERNED: Final = 2
ASCII: Final = 1


def load_code(data: arr[u8]) -> W_Code:
    """The code object of a whole file."""
    w_root = Loader(data).load_file()
    if not isinstance(w_root, W_Code):
        raise damaged("the root is no code object")
    return w_root


def load_value(data: arr[u8]) -> W_Object:
    """Any value of a whole file."""
    return Loader(data).load_file()


@cold
def damaged(why: str) -> OperationError:
    return value_error(f"bad code object: {why}")


class Loader:
    data: arr[u8]
    at: int = 0
    end: int
    strings: arr[str]
    depth: int = 0

    def __init__(self, data: arr[u8]) -> None:
        self.data = data
        self.end = len(data)
        self.strings = arr[str](0)

    # Primitive parts.

    def need(self, n: int) -> None:
        if n < 0 or n > self.end - self.at:
            raise damaged("it ends too early")

    def u8(self) -> int:
        self.need(1)
        self.at += 1
        return self.data[self.at - 1]

    def u32(self) -> int:
        self.need(4)
        d = self.data
        at = self.at
        self.at = at + 4
        return int(d[at]) | int(d[at + 1]) << 8 | int(d[at + 2]) << 16 | int(d[at + 3]) << 24

    def i32(self) -> i32:
        return i32(self.u32())

    def u64(self) -> int:
        low = self.u32()
        return low | self.u32() << 32

    def count(self, size: int) -> int:
        """A number of items of at least `size` bytes each, which must still be there."""
        n = self.u32()
        self.need(n * size)
        return n

    def raw(self, n: int) -> arr[u8]:
        self.need(n)
        part = arr[u8](n)
        arr_copy(self.data, self.at, part, 0, n)
        self.at += n
        return part

    # The file.

    def load_file(self) -> W_Object:
        if self.u32() != 0x4341414B:
            raise damaged("it does not begin with KAAC")
        if self.u32() != VERSION:
            raise damaged("it is of another version")
        if self.u32() != self.end - self.at:
            raise damaged("its length is wrong")
        n = self.count(9)
        self.strings = arr[str](n)
        for i in range(n):
            self.strings[i] = self.string()
        w_root = self.value()
        if self.at != self.end:
            raise damaged("something follows it")
        return w_root

    def string(self) -> str:
        flags = self.u8()
        chars = self.u32()
        text = self.text(flags, self.raw(self.u32()))
        if text.length != chars:
            raise damaged("a string is not as long as it says")
        if flags & INTERNED != 0:
            return intern_name(text)
        return text

    def text(self, flags: int, utf8: arr[u8]) -> str:
        if flags & ASCII != 0:
            return str_from_ascii(utf8)
        return str_from_utf8(utf8)

    def name(self) -> str:
        i = self.u32()
        if i >= len(self.strings):
            raise damaged("there is no such string")
        return self.strings[i]

    def names(self) -> arr[str]:
        n = self.count(4)
        names = arr[str](n)
        for i in range(n):
            names[i] = self.name()
        return names

    # Values.

    def value(self) -> W_Object:
        self.depth += 1
        if self.depth > MAX_NESTING:
            raise damaged("it is nested too deeply")
        w_value = self.tagged(self.u8())
        self.depth -= 1
        return w_value

    def tagged(self, tag: int) -> W_Object:
        match tag:
            case 78:  # N
                return w_None
            case 84:  # T
                return w_True
            case 70:  # F
                return w_False
            case 69:  # E
                return w_Ellipsis
            case 105:  # i
                return W_Int(self.u64())
            case 108:  # l
                return self.big()
            case 102:  # f
                return W_Float(float_from_bits(self.u64()))
            case 99:  # c
                real = float_from_bits(self.u64())
                return W_Complex(real, float_from_bits(self.u64()))
            case 115:  # s
                return self.name()
            case 98:  # b
                return W_Bytes(self.raw(self.u32()))
            case 40:  # (
                return new_tuple(self.values())
            case 60:  # <
                return new_frozenset(self.values())
            case 91:  # [
                w_start = self.value()
                w_stop = self.value()
                return W_Slice(w_start, w_stop, self.value())
            case 67:  # C
                size = self.u32()
                self.need(size)
                return self.code()
            case _:
                raise damaged("a value has an unknown kind")

    def values(self) -> arr[W_Object]:
        n = self.count(1)
        items = arr[W_Object](n)
        for i in range(n):
            items[i] = self.value()
        return items

    def big(self) -> W_Object:
        """Sign and magnitude to two's complement with one byte to spare."""
        negative = self.u8() == 1
        magnitude = self.raw(self.u32())
        digits = arr[u8](len(magnitude) + 1)
        carry = 1
        for i in range(len(digits)):
            byte = 0
            if i < len(magnitude):
                byte = int(magnitude[i])
            if negative:
                byte = (byte ^ 255) + carry
                carry = byte >> 8
            digits[i] = i32(byte)
        return int_from_padded(digits)

    def code(self) -> W_Code:
        code = W_Code()
        code.argcount = self.i32()
        code.posonlyargcount = self.i32()
        code.kwonlyargcount = self.i32()
        code.flags = self.i32()
        code.firstlineno = self.i32()
        code.nregs = self.i32()
        code.ncaches = self.i32()
        code.name = self.name()
        code.qualname = self.name()
        code.filename = self.name()
        code.names = self.names()
        code.varnames = self.names()
        code.cellvars = self.names()
        code.freevars = self.names()
        code.consts = self.values()
        code.words = self.numbers(1)
        code.exceptions = self.numbers(4)
        code.locations = self.raw(self.u32())
        if code.nregs < len(code.varnames) or code.nregs > 1 << 20 or code.ncaches < 0 or code.ncaches > len(code.words):
            raise damaged("its registers do not fit")
        if code.n_params() > len(code.varnames):
            raise damaged("its parameters do not fit")
        code.finish()
        return code

    def numbers(self, group: int) -> arr[i32]:
        n = self.count(4 * group) * group
        numbers = arr[i32](n)
        for i in range(n):
            numbers[i] = self.i32()
        return numbers
