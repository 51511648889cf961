"""`%` formatting of bytes and bytearray."""

from python.interpreter.attributes import lookup_special
from python.interpreter.calling import call0
from python.interpreter.errors import overflow_error, type_error
from python.interpreter.operation import getitem, index_w, repr_w
from python.objects.base import W_Object
from python.objects.buffer import buffer_or_none, bytes_of_buffer
from python.objects.bytes_ import W_Bytes
from python.objects.codecs import utf8_of_str
from python.objects.int_ import W_AbstractInt
from python.objects.percent_core import BYTES, Conversion, PercentParser, format_number
from python.objects.str_escape import ascii_escaped
from python.objects.type_ import type_name
from python.rlib.builder import ByteBuilder
from python.rpython import arr, arr_copy, i32, u8


def part(data: arr[u8], start: int, end: int) -> arr[u8]:
    result = arr[u8](end - start)
    arr_copy(data, start, result, 0, end - start)
    return result


def percent_format_bytes(template: arr[u8], length: int, w_args: W_Object) -> arr[u8]:
    parser = PercentParser(template, 1, length, w_args, BYTES)
    out = ByteBuilder(length + 16)
    while parser.at < parser.length:
        i = parser.find_percent()
        out.add(part(template, parser.at, i))
        parser.at = i
        if i < parser.length:
            parser.at = i + 1
            add_conversion(out, template, parser)
    parser.check_all_used()
    return out.build()


def add_conversion(out: ByteBuilder, template: arr[u8], parser: PercentParser) -> None:
    conversion = Conversion()
    w_value: W_Object | None = None
    if parser.at < parser.length and parser.char() == 40:
        parser.at += 1
        w_mapping = parser.w_mapping
        if w_mapping is None:
            raise type_error("format requires a mapping")
        start, end = parser.key_range()
        w_value = getitem(w_mapping, W_Bytes(part(template, start, end)))
        parser.next_arg = 1
    c = parser.parse_size(conversion, parser.parse_flags(conversion))
    if c == 37:
        out.add_byte(37)
        return
    conversion.kind = c
    if w_value is None:
        w_value = parser.next_argument()
    conversion.w_value = w_value
    text = convert(parser, conversion, w_value)
    blanks = conversion.width - int(len(text))
    if conversion.left:
        out.add(text)
        out.add_repeated(32, blanks)
    else:
        out.add_repeated(32, blanks)
        out.add(text)


def convert(parser: PercentParser, conversion: Conversion, w_value: W_Object) -> arr[u8]:
    match conversion.kind:
        case 115 | 98:
            return cut(bytes_of(w_value), conversion.precision)
        case 114 | 97:
            return cut(utf8_of_str(ascii_escaped(repr_w(w_value))), conversion.precision)
        case 99:
            return char_of(w_value)
        case 100 | 105 | 117 | 111 | 120 | 88 | 101 | 69 | 102 | 70 | 103 | 71:
            return format_number(conversion)
        case _:
            raise parser.unsupported(conversion.kind)


def bytes_of(w_value: W_Object) -> arr[u8]:
    data = buffer_or_none(w_value)
    if data is not None:
        return data
    w_method = lookup_special(w_value, "__bytes__")
    if w_method is None:
        kind = type_name(w_value)
        raise type_error(f"%b requires a bytes-like object, or an object that implements __bytes__, not '{kind}'")
    return bytes_of_buffer(call0(w_method))


def cut(data: arr[u8], precision: int) -> arr[u8]:
    if precision >= 0 and precision < len(data):
        return part(data, 0, precision)
    return data


def char_of(w_value: W_Object) -> arr[u8]:
    if isinstance(w_value, W_AbstractInt):
        w_int = index_w(w_value)
        if w_int.fits_int() and w_int.as_int() >= 0 and w_int.as_int() < 256:
            result = arr[u8](1)
            result[0] = i32(w_int.as_int())
            return result
        raise overflow_error("%c arg not in range(256)")
    data = buffer_or_none(w_value)
    if data is not None and len(data) == 1:
        return data
    raise type_error(f"%c requires an integer in range(256) or a single byte, not {type_name(w_value)}")
