"""complex numbers to and from text."""

from python.externs import float_parse, float_repr
from python.interpreter.errors import OperationError, value_error
from python.objects.complex_ import W_Complex
from python.objects.float_text import float_end, without_underscores
from python.objects.int_text import ascii_of_number, ascii_space
from python.objects.str_ import W_Str
from python.rlib.builder import ByteBuilder
from python.rlib.list import array_slice
from python.rlib.text import str_from_ascii
from python.rpython import arr, float_bits, is_nan, u8


def plain_repr(x: float) -> arr[u8]:
    """repr without the `.0` of a whole number."""
    text = float_repr(x)
    n = int(len(text))
    if n > 2 and text[n - 2] == 46 and text[n - 1] == 48:
        return array_slice(text, 0, n - 2)
    return text


def complex_repr(re: float, im: float) -> W_Str:
    out = ByteBuilder(32)
    if re == 0.0 and float_bits(re) >= 0:
        out.add(plain_repr(im))
        out.add_byte(106)
        return str_from_ascii(out.build())
    out.add_byte(40)
    out.add(plain_repr(re))
    if float_bits(im) >= 0 or is_nan(im):
        out.add_byte(43)
    out.add(plain_repr(im))
    out.add(b"j)")
    return str_from_ascii(out.build())


def malformed() -> OperationError:
    return value_error("complex() arg is a malformed string")


def parse_complex(s: W_Str) -> W_Complex:
    d = ascii_of_number(s)
    start = 0
    end = int(len(d))
    while start < end and ascii_space(int(d[start])):
        start += 1
    while end > start and ascii_space(int(d[end - 1])):
        end -= 1
    if end - start > 1 and d[start] == 40 and d[end - 1] == 41:
        start += 1
        end -= 1
        while start < end and ascii_space(int(d[start])):
            start += 1
        while end > start and ascii_space(int(d[end - 1])):
            end -= 1
    text = without_underscores(array_slice(d, start, end - start))
    if text is None or len(text) == 0:
        raise malformed()
    return parse_parts(text)


def is_unit(c: int) -> bool:
    return c == 106 or c == 74


def parse_parts(text: arr[u8]) -> W_Complex:
    """`<real>`, `<imag>j` or `<real><signed imag>j`; an imaginary part may be a bare sign."""
    n = int(len(text))
    first = float_end(text, 0)
    if first == n:
        return W_Complex(float_parse(text), 0.0)
    if first > 0 and is_unit(int(text[first])):
        if first + 1 != n:
            raise malformed()
        return W_Complex(0.0, float_parse(array_slice(text, 0, first)))
    if first == 0:
        return W_Complex(0.0, bare_unit(text, 0))
    re = float_parse(array_slice(text, 0, first))
    if text[first] != 43 and text[first] != 45:
        raise malformed()
    second = float_end(text, first)
    if second == first:
        return W_Complex(re, bare_unit(text, first))
    if second + 1 != n or not is_unit(int(text[second])):
        raise malformed()
    return W_Complex(re, float_parse(array_slice(text, first, second - first)))


def bare_unit(text: arr[u8], i: int) -> float:
    """`j`, `+j` or `-j` up to the end."""
    n = int(len(text))
    value = 1.0
    if i < n and (text[i] == 43 or text[i] == 45):
        if text[i] == 45:
            value = -1.0
        i += 1
    if i + 1 != n or not is_unit(int(text[i])):
        raise malformed()
    return value
