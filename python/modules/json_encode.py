"""_json, writing: string literals and the encoder (`Modules/_json.c`)."""

from python.interpreter.calling import call1, call_method0
from python.interpreter.errors import OperationError, type_error, value_error
from python.interpreter.operation import repr_w, wrap_bool
from python.modules.json_scan import enter
from python.objects.base import W_Object
from python.objects.builtin_ import W_Builtin
from python.objects.dict_ import W_Dict
from python.objects.float_ import W_Float
from python.objects.float_text import float_repr_str
from python.objects.int_ import W_AbstractInt, W_Int
from python.objects.int_text import int_repr
from python.objects.list_ import W_List
from python.objects.list_sort import sort_list
from python.objects.module_ import W_Module
from python.objects.singletons import w_False, w_None, w_True
from python.objects.str_ import W_Str
from python.objects.tuple_ import W_Tuple, new_tuple
from python.objects.type_ import W_Type, type_name
from python.interpreter.frame import ec
from python.rlib.text import StrBuilder, repeat
from python.rpython import Final, arr, builtin, builtin_function, getset, is_inf, is_nan, pytype, typeof, unique_id

MODULE: Final = "_json"
HEX: Final = b"0123456789abcdef"

# How an encoder writes strings.
ASCII_STRINGS: Final = 0
PLAIN_STRINGS: Final = 1
CALLED_STRINGS: Final = 2


def init_module(w_module: W_Module) -> None:
    w_module.attr_set("make_encoder", typeof(W_Encoder))


# String literals.


@builtin_function
def encode_basestring_ascii(string: W_Object, /) -> str:
    """encode_basestring_ascii(string) -> string

    Return an ASCII-only JSON representation of a Python string"""
    return literal(string, True)


@builtin_function
def encode_basestring(string: W_Object, /) -> str:
    """encode_basestring(string) -> string

    Return a JSON representation of a Python string"""
    return literal(string, False)


def literal(w_string: W_Object, ascii: bool) -> W_Str:
    if not isinstance(w_string, W_Str):
        raise type_error(f"first argument must be a string, not {type_name(w_string)}")
    out = StrBuilder(int(w_string.length) + 2)
    add_literal(out, w_string, ascii)
    return out.build()


def add_literal(out: StrBuilder, s: W_Str, ascii: bool) -> None:
    """With quotes; runs of characters that stand for themselves are copied at once."""
    out.add_char(34)
    n = int(s.length)
    run = 0
    for i in range(n):
        c = s.char_at(i)
        if c < 32 or c == 34 or c == 92 or (ascii and c > 126):
            out.add_slice(s, run, i)
            add_escape(out, c)
            run = i + 1
    out.add_slice(s, run, n)
    out.add_char(34)


def add_escape(out: StrBuilder, c: int) -> None:
    match c:
        case 34 | 92:
            add_pair(out, c)
        case 8:
            add_pair(out, 98)
        case 12:
            add_pair(out, 102)
        case 10:
            add_pair(out, 110)
        case 13:
            add_pair(out, 114)
        case 9:
            add_pair(out, 116)
        case _:
            if c >= 0x10000:
                add_unicode(out, 0xD800 + (c - 0x10000 >> 10))
                c = 0xDC00 + (c - 0x10000 & 0x3FF)
            add_unicode(out, c)


def add_pair(out: StrBuilder, c: int) -> None:
    out.add_char(92)
    out.add_char(c)


def add_unicode(out: StrBuilder, c: int) -> None:
    add_pair(out, 117)
    shift = 12
    while shift >= 0:
        out.add_char(HEX[c >> shift & 15])
        shift -= 4


# Values.


@pytype("_json.Encoder")
class W_Encoder(W_Object):
    """Encoder(markers, default, encoder, indent, key_separator, item_separator, sort_keys, skipkeys, allow_nan)"""

    w_markers: W_Object
    w_default: W_Object
    w_encoder: W_Object
    w_indent: W_Object
    key_separator: str
    item_separator: str
    sorts: bool
    skips: bool
    allow_nan: bool
    strings: int = CALLED_STRINGS

    def __init__(
        self,
        w_markers: W_Object,
        w_default: W_Object,
        w_encoder: W_Object,
        w_indent: W_Object,
        key_separator: str,
        item_separator: str,
        sorts: bool,
        skips: bool,
        allow_nan: bool,
    ) -> None:
        self.w_markers = w_markers
        self.w_default = w_default
        self.w_encoder = w_encoder
        self.w_indent = w_indent
        self.key_separator = key_separator
        self.item_separator = item_separator
        self.sorts = sorts
        self.skips = skips
        self.allow_nan = allow_nan

    @builtin("__new__", static=True)
    def descr_new(
        w_type: W_Type,
        markers: W_Object,
        default: W_Object,
        encoder: W_Object,
        indent: W_Object,
        key_separator: str,
        item_separator: str,
        sort_keys: bool,
        skipkeys: bool,
        allow_nan: bool,
    ) -> W_Object:
        if markers is not w_None and not isinstance(markers, W_Dict):
            raise type_error(f"make_encoder() argument 1 must be dict or None, not {type_name(markers)}")
        w_result = W_Encoder(
            markers, default, encoder, indent, key_separator, item_separator, sort_keys, skipkeys, allow_nan
        )
        w_result.strings = string_writer(encoder)
        return w_result

    @builtin("__call__")
    def descr_call(self, obj: W_Object, _current_indent_level: int) -> W_Object:
        """Call self as a function."""
        out = StrBuilder(64)
        self.add_value(out, obj, _current_indent_level)
        return new_tuple([out.build()])

    @getset
    def markers(self) -> W_Object:
        """markers"""
        return self.w_markers

    @getset
    def default(self) -> W_Object:
        """default"""
        return self.w_default

    @getset
    def encoder(self) -> W_Object:
        """encoder"""
        return self.w_encoder

    @getset
    def indent(self) -> W_Object:
        """indent"""
        return self.w_indent

    @getset("key_separator")
    def get_key_separator(self) -> W_Object:
        """key_separator"""
        return self.key_separator

    @getset("item_separator")
    def get_item_separator(self) -> W_Object:
        """item_separator"""
        return self.item_separator

    @getset
    def sort_keys(self) -> W_Object:
        """sort_keys"""
        return wrap_bool(self.sorts)

    @getset
    def skipkeys(self) -> W_Object:
        """skipkeys"""
        return wrap_bool(self.skips)

    def add_value(self, out: StrBuilder, w_obj: W_Object, level: int) -> None:
        if isinstance(w_obj, W_Str):
            self.add_string(out, w_obj)
        elif w_obj is w_None:
            out.add("null")
        elif w_obj is w_True:
            out.add("true")
        elif w_obj is w_False:
            out.add("false")
        elif isinstance(w_obj, W_AbstractInt):
            out.add(int_repr(w_obj))
        elif isinstance(w_obj, W_Float):
            out.add(self.float_text(w_obj))
        elif isinstance(w_obj, (W_List, W_Tuple)):
            enter(" while encoding a JSON object")
            try:
                self.add_sequence(out, w_obj, level)
            finally:
                ec.depth -= 1
        elif isinstance(w_obj, W_Dict):
            enter(" while encoding a JSON object")
            try:
                self.add_dict(out, w_obj, level)
            finally:
                ec.depth -= 1
        else:
            self.add_default(out, w_obj, level)

    def add_string(self, out: StrBuilder, s: W_Str) -> None:
        if self.strings != CALLED_STRINGS:
            add_literal(out, s, self.strings == ASCII_STRINGS)
            return
        w_text = call1(self.w_encoder, s)
        if not isinstance(w_text, W_Str):
            raise type_error(f"encoder() must return a string, not {type_name(w_text)}")
        out.add(w_text)

    def float_text(self, w_float: W_Float) -> W_Str:
        x = w_float.value
        if not is_nan(x) and not is_inf(x):
            return float_repr_str(x)
        if not self.allow_nan:
            raise value_error(f"Out of range float values are not JSON compliant: {repr_w(w_float)}")
        if is_nan(x):
            return "NaN"
        return "Infinity" if x > 0.0 else "-Infinity"

    def add_default(self, out: StrBuilder, w_obj: W_Object, level: int) -> None:
        self.mark(w_obj)
        w_new = call1(self.w_default, w_obj)
        enter(" while encoding a JSON object")
        try:
            self.add_value(out, w_new, level)
        except OperationError as e:
            e.w_value.descr_add_note(f"when serializing {type_name(w_obj)} object")
            raise
        finally:
            ec.depth -= 1
        self.unmark(w_obj)

    # Containers on their way, by id.

    def mark(self, w_obj: W_Object) -> None:
        w_markers = self.w_markers
        if isinstance(w_markers, W_Dict):
            w_id = W_Int(unique_id(w_obj))
            if w_markers.has_key(w_id):
                raise value_error("Circular reference detected")
            w_markers.setitem(w_id, w_obj)

    def unmark(self, w_obj: W_Object) -> None:
        w_markers = self.w_markers
        if isinstance(w_markers, W_Dict):
            w_markers.delitem(W_Int(unique_id(w_obj)))

    def new_line(self, level: int) -> W_Str:
        """What goes before an item at that level: nothing without indentation."""
        indent = self.w_indent
        if not isinstance(indent, W_Str):
            return ""
        out = StrBuilder(16)
        out.add_char(10)
        out.add(repeat(indent, level))
        return out.build()

    def add_sequence(self, out: StrBuilder, w_seq: W_Object, level: int) -> None:
        items = sequence_items(w_seq)
        if len(items) == 0:
            out.add("[]")
            return
        self.mark(w_seq)
        out.add_char(91)
        line = self.new_line(level + 1)
        for i in range(len(items)):
            if i > 0:
                out.add(self.item_separator)
            out.add(line)
            try:
                self.add_value(out, items[i], level + 1)
            except OperationError as e:
                e.w_value.descr_add_note(f"when serializing {type_name(w_seq)} item {i}")
                raise
        out.add(self.new_line(level))
        out.add_char(93)
        self.unmark(w_seq)

    def add_dict(self, out: StrBuilder, w_dict: W_Dict, level: int) -> None:
        if w_dict.length() == 0:
            out.add("{}")
            return
        self.mark(w_dict)
        out.add_char(123)
        line = self.new_line(level + 1)
        first = True
        if self.sorts or not w_dict.is_exact():
            w_items = items_of(w_dict)
            if self.sorts:
                sort_list(w_items, None, False)
            for i in range(w_items.length):
                w_pair = w_items.get(i)
                if not isinstance(w_pair, W_Tuple) or len(w_pair.items) != 2:
                    raise value_error("items must return 2-tuples")
                first = self.add_item(out, w_dict, w_pair.items[0], w_pair.items[1], line, level, first)
        else:
            cursor = w_dict.cursor()
            while cursor.advance():
                first = self.add_item(out, w_dict, cursor.key(), cursor.value(), line, level, first)
        if not first:
            out.add(self.new_line(level))
        out.add_char(125)
        self.unmark(w_dict)

    def add_item(
        self, out: StrBuilder, w_dict: W_Dict, w_key: W_Object, w_value: W_Object, line: str, level: int, first: bool
    ) -> bool:
        """Answers whether the next item is the first."""
        key = self.key_text(w_key)
        if key is None:
            return first
        if not first:
            out.add(self.item_separator)
        out.add(line)
        self.add_string(out, key)
        out.add(self.key_separator)
        try:
            self.add_value(out, w_value, level + 1)
        except OperationError as e:
            e.w_value.descr_add_note(f"when serializing {type_name(w_dict)} item {repr_w(w_key)}")
            raise
        return False

    def key_text(self, w_key: W_Object) -> W_Str | None:
        """None: a key to be skipped."""
        if isinstance(w_key, W_Str):
            return w_key
        if isinstance(w_key, W_Float):
            return self.float_text(w_key)
        if w_key is w_True:
            return "true"
        if w_key is w_False:
            return "false"
        if w_key is w_None:
            return "null"
        if isinstance(w_key, W_AbstractInt):
            return int_repr(w_key)
        if self.skips:
            return None
        raise type_error(f"keys must be str, int, float, bool or None, not {type_name(w_key)}")


def string_writer(w_encoder: W_Object) -> int:
    if isinstance(w_encoder, W_Builtin):
        module = w_encoder.module
        if module is not None and module == "_json":
            if w_encoder.name == "encode_basestring_ascii":
                return ASCII_STRINGS
            if w_encoder.name == "encode_basestring":
                return PLAIN_STRINGS
    return CALLED_STRINGS


def sequence_items(w_seq: W_Object) -> arr[W_Object]:
    if isinstance(w_seq, W_Tuple):
        return w_seq.items
    if isinstance(w_seq, W_List):
        return w_seq.copy_items()
    return arr[W_Object](0)


def items_of(w_dict: W_Dict) -> W_List:
    w_items = W_List()
    w_items.extend_w(call_method0(w_dict, "items"))
    return w_items
