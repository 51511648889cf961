"""`%` formatting of str."""

from python.interpreter.errors import overflow_error, type_error
from python.interpreter.operation import getitem, index_w, repr_w, str_w
from python.interpreter.slots import S_INDEX
from python.objects.base import W_Object
from python.objects.int_ import W_AbstractInt
from python.objects.percent_core import Conversion, PercentParser, format_number
from python.objects.str_ import W_Str
from python.objects.str_escape import ascii_escaped
from python.objects.type_ import type_name
from python.rlib.text import StrBuilder, str_from_ascii, str_from_char


def percent_format_str(template: W_Str, w_args: W_Object) -> W_Object:
    parser = PercentParser(template.data, template.kind, template.length, w_args, "string")
    out = StrBuilder(int(template.length) + 16)
    while parser.at < parser.length:
        i = parser.find_percent()
        out.add_slice(template, parser.at, i)
        parser.at = i
        if i < parser.length:
            parser.at = i + 1
            add_conversion(out, template, parser)
    parser.check_all_used()
    return out.build()


def add_conversion(out: StrBuilder, template: W_Str, parser: PercentParser) -> None:
    conversion = Conversion()
    w_value: W_Object | None = None
    if parser.at < parser.length and parser.char() == 40:
        parser.at += 1
        w_mapping = parser.w_mapping
        if w_mapping is None:
            raise type_error("format requires a mapping")
        start, end = parser.key_range()
        w_value = getitem(w_mapping, template.slice(start, end))
        parser.next_arg = 1
    c = parser.parse_size(conversion, parser.parse_flags(conversion))
    if c == 37:
        out.add_char(37)
        return
    conversion.kind = c
    if w_value is None:
        check_kind(parser, c)
        w_value = parser.next_argument()
    conversion.w_value = w_value
    pad(out, conversion, convert(parser, conversion, w_value))


def check_kind(parser: PercentParser, c: int) -> None:
    match c:
        case 115 | 114 | 97 | 99 | 100 | 105 | 117 | 111 | 120 | 88 | 101 | 69 | 102 | 70 | 103 | 71:
            pass
        case _:
            raise parser.unsupported(c)


def convert(parser: PercentParser, conversion: Conversion, w_value: W_Object) -> W_Str:
    match conversion.kind:
        case 115:
            return cut(str_w(w_value), conversion.precision)
        case 114:
            return cut(repr_w(w_value), conversion.precision)
        case 97:
            return cut(ascii_escaped(repr_w(w_value)), conversion.precision)
        case 99:
            return char_of(w_value)
        case _:
            check_kind(parser, conversion.kind)
            return str_from_ascii(format_number(conversion))


def cut(s: W_Str, precision: int) -> W_Str:
    if precision >= 0 and precision < s.length:
        return s.slice(0, precision)
    return s


def char_of(w_value: W_Object) -> W_Str:
    if isinstance(w_value, W_Str):
        if w_value.length == 1:
            return w_value
        raise type_error(f"%c requires an int or a unicode character, not a string of length {w_value.length}")
    if not isinstance(w_value, W_AbstractInt) and w_value.gettypeobject().slot(S_INDEX) is None:
        raise type_error(f"%c requires an int or a unicode character, not {type_name(w_value)}")
    w_int = index_w(w_value)
    if not w_int.fits_int() or w_int.as_int() < 0 or w_int.as_int() > 0x10FFFF:
        raise overflow_error("%c arg not in range(0x110000)")
    return str_from_char(w_int.as_int())


def pad(out: StrBuilder, conversion: Conversion, text: W_Str) -> None:
    blanks = conversion.width - int(text.length)
    if conversion.left:
        out.add(text)
    for i in range(blanks):
        out.add_char(32)
    if not conversion.left:
        out.add(text)
