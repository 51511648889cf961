"""ascii(): what is not ASCII as escapes."""

from python.objects.str_ import W_Str
from python.rlib.text import StrBuilder


def ascii_escaped(text: W_Str) -> W_Str:
    if text.ascii:
        return text
    out = StrBuilder(int(len(text)) * 2)
    for i in range(len(text)):
        char = text.char_at(i)
        if char < 128:
            out.add_char(char)
        elif char < 256:
            out.add("\\x")
            add_hex(out, char, 2)
        elif char < 65536:
            out.add("\\u")
            add_hex(out, char, 4)
        else:
            out.add("\\U")
            add_hex(out, char, 8)
    return out.build()


def add_hex(out: StrBuilder, value: int, digits: int) -> None:
    i = digits - 1
    while i >= 0:
        digit = (value >> (i * 4)) & 15
        out.add_char(digit + (ord("0") if digit < 10 else ord("a") - 10))
        i -= 1
