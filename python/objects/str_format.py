"""str.format and format_map: replacement fields with attributes, items, conversions and nested specifications."""

from python.interpreter.attributes import get_attr
from python.interpreter.errors import index_error, key_error, value_error
from python.interpreter.operation import format_w, getitem, repr_w, str_w
from python.objects.base import W_Object
from python.objects.dict_ import W_Dict
from python.objects.int_ import W_Int
from python.objects.str_ import W_Str
from python.objects.str_escape import ascii_escaped
from python.rlib.text import StrBuilder
from python.rpython import Final, arr

MAX_NESTING: Final = 2


def format_fields(template: W_Str, args: arr[W_Object] | None, w_named: W_Object) -> W_Object:
    return Formatter(args, w_named).format(template, MAX_NESTING)


class Formatter:
    args: arr[W_Object] | None
    w_named: W_Object
    next_auto: int = 0
    manual: bool = False

    def __init__(self, args: arr[W_Object] | None, w_named: W_Object) -> None:
        self.args = args
        self.w_named = w_named

    def format(self, template: W_Str, nesting: int) -> W_Str:
        if nesting < 0:
            raise value_error("Max string recursion exceeded")
        out = StrBuilder(int(len(template)) + 16)
        i = 0
        n = int(len(template))
        while i < n:
            c = template.char_at(i)
            if c == ord("{"):
                if i + 1 < n and template.char_at(i + 1) == c:
                    out.add_char(c)
                    i += 2
                else:
                    end = self.field_end(template, i + 1)
                    out.add(self.field(template.slice(i + 1, end), nesting))
                    i = end + 1
            elif c == ord("}"):
                if i + 1 == n or template.char_at(i + 1) != c:
                    raise value_error("Single '}' encountered in format string")
                out.add_char(c)
                i += 2
            else:
                out.add_char(c)
                i += 1
        return out.build()

    def field_end(self, template: W_Str, start: int) -> int:
        """Index of the brace that closes the field; braces inside brackets of an index do not count."""
        n = int(len(template))
        if start == n:
            raise value_error("Single '{' encountered in format string")
        depth = 1
        bracket = False
        in_spec = False
        i = start
        while i < n:
            c = template.char_at(i)
            if bracket:
                if c == ord("]"):
                    bracket = False
            elif c == ord("[") and not in_spec:
                bracket = True
            elif c == ord(":") and depth == 1:
                in_spec = True
            elif c == ord("{"):
                depth += 1
            elif c == ord("}"):
                depth -= 1
                if depth == 0:
                    return i
            i += 1
        raise value_error("expected '}' before end of string")

    def field(self, text: W_Str, nesting: int) -> W_Str:
        """name ["!" conversion] [":" specification]"""
        n = int(len(text))
        end = 0
        bracket = False
        while end < n:
            c = text.char_at(end)
            if bracket:
                if c == ord("]"):
                    bracket = False
            elif c == ord("["):
                bracket = True
            elif c == ord("!") or c == ord(":"):
                break
            elif c == ord("{"):
                raise value_error("unexpected '{' in field name")
            end += 1
        w_value = self.lookup(text.slice(0, end))
        at = end
        if at < n and text.char_at(at) == ord("!"):
            if at + 1 >= n:
                raise value_error("end of string while looking for conversion specifier")
            w_value = self.convert(w_value, text.char_at(at + 1))
            at += 2
            if at < n and text.char_at(at) != ord(":"):
                raise value_error("expected ':' after conversion specifier")
        spec: W_Str = ""
        if at < n:
            spec = text.slice(at + 1, n)
            if spec.find("{") >= 0 or spec.find("}") >= 0:
                spec = self.format(spec, nesting - 1)
        return format_w(w_value, spec)

    def convert(self, w_value: W_Object, conversion: int) -> W_Object:
        if conversion == ord("s"):
            return str_w(w_value)
        if conversion == ord("r"):
            return repr_w(w_value)
        if conversion == ord("a"):
            return ascii_escaped(repr_w(w_value))
        if conversion > 32 and conversion < 127:
            out = StrBuilder(1)
            out.add_char(conversion)
            raise value_error(f"Unknown conversion specifier {out.build()}")
        raise value_error(f"Unknown conversion specifier \\x{conversion}")

    # Names.

    def lookup(self, name: W_Str) -> W_Object:
        n = int(len(name))
        end = 0
        while end < n and name.char_at(end) != ord(".") and name.char_at(end) != ord("["):
            end += 1
        w_value = self.first(name.slice(0, end))
        while end < n:
            start = end + 1
            if name.char_at(end) == ord("."):
                end = start
                while end < n and name.char_at(end) != ord(".") and name.char_at(end) != ord("["):
                    end += 1
                if end == start:
                    raise value_error("Empty attribute in format string")
                w_value = get_attr(w_value, name.slice(start, end))
            else:
                end = start
                while end < n and name.char_at(end) != ord("]"):
                    end += 1
                if end == n:
                    raise value_error("Missing ']' in format string")
                if end == start:
                    raise value_error("Empty attribute in format string")
                w_value = getitem(w_value, key_of(name.slice(start, end)))
                end += 1
                if end < n and name.char_at(end) != ord(".") and name.char_at(end) != ord("["):
                    raise value_error("Only '.' or '[' may follow ']' in format field specifier")
        return w_value

    def first(self, name: W_Str) -> W_Object:
        index = number_of(name)
        if len(name) == 0:
            if self.manual:
                raise value_error("cannot switch from manual field specification to automatic field numbering")
            index = self.next_auto
            self.next_auto += 1
        elif index >= 0:
            if self.next_auto > 0:
                raise value_error("cannot switch from automatic field numbering to manual field specification")
            self.manual = True
        if index < 0:
            return self.named(name)
        args = self.args
        if args is None:
            raise value_error("Format string contains positional fields")
        if index >= len(args):
            raise index_error(f"Replacement index {index} out of range for positional args tuple")
        return args[index]

    def named(self, name: W_Str) -> W_Object:
        w_named = self.w_named
        if isinstance(w_named, W_Dict) and w_named.is_exact():
            w_value = w_named.get_str(name)
            if w_value is None:
                raise key_error(name)
            return w_value
        return getitem(w_named, name)


def number_of(text: W_Str) -> int:
    """-1: not a number."""
    if len(text) == 0:
        return -1
    value = 0
    for i in range(len(text)):
        c = text.char_at(i)
        if c < 48 or c > 57:
            return -1
        value = value * 10 + c - 48
        if value > 0x7FFFFFFF:
            raise value_error("Too many decimal digits in format string")
    return value


def key_of(text: W_Str) -> W_Object:
    number = number_of(text)
    if number >= 0:
        return W_Int(number)
    return text
