"""string.templatelib: what template strings make (PEP 750)."""

from python.importing.importer import import_module
from python.interpreter.attributes import get_attr
from python.interpreter.errors import type_error, value_error
from python.interpreter.operation import repr_w
from python.objects.base import W_Object
from python.objects.dict_ import W_Dict
from python.objects.flags import FINAL_TYPE, NO_NEW
from python.objects.generic_alias import class_getitem
from python.objects.iterator import IteratorMixin
from python.objects.singletons import w_None
from python.objects.str_ import W_Str
from python.objects.tuple_ import W_Tuple, new_tuple
from python.objects.type_ import W_Type, type_name
from python.rlib.list import List
from python.rlib.text import concat2
from python.rpython import Final, arr, builtin, final, getset, pytype, typeof


@pytype("string.templatelib.Interpolation", flags=FINAL_TYPE)
@final
class W_Interpolation(W_Object):
    """Interpolation object"""

    w_value: Final[W_Object]
    w_expression: Final[W_Object]
    w_conversion: Final[W_Object]
    w_format_spec: Final[W_Object]

    def __init__(self, w_value: W_Object, w_expression: W_Object, w_conversion: W_Object, w_spec: W_Object) -> None:
        self.w_value = w_value
        self.w_expression = w_expression
        self.w_conversion = w_conversion
        self.w_format_spec = w_spec

    @builtin("__new__", static=True)
    def descr_new(
        w_type: W_Type, value: W_Object, expression: str = "", conversion: W_Object = w_None, format_spec: str = ""
    ) -> W_Object:
        if conversion is not w_None:
            if not isinstance(conversion, W_Str):
                raise type_error(f"Interpolation() argument 'conversion' must be str, not {type_name(conversion)}")
            if conversion != "s" and conversion != "a" and conversion != "r":
                raise value_error("Interpolation() argument 'conversion' must be one of 's', 'a' or 'r'")
        return W_Interpolation(value, expression, conversion, format_spec)

    @getset
    def value(self) -> W_Object:
        """Value"""
        return self.w_value

    @getset
    def expression(self) -> W_Object:
        """Expression"""
        return self.w_expression

    @getset
    def conversion(self) -> W_Object:
        """Conversion"""
        return self.w_conversion

    @getset
    def format_spec(self) -> W_Object:
        """Format specifier"""
        return self.w_format_spec

    def fields(self) -> W_Tuple:
        return new_tuple([self.w_value, self.w_expression, self.w_conversion, self.w_format_spec])

    @builtin("__repr__")
    def descr_repr(self) -> str:
        return f"Interpolation{repr_w(self.fields())}"

    @builtin("__reduce__")
    def descr_reduce(self) -> W_Object:
        return new_tuple([typeof(W_Interpolation), self.fields()])

    @builtin("__class_getitem__", classmethod=True)
    def descr_class_getitem(w_type: W_Type, object: W_Object, /) -> W_Object:
        """See PEP 585"""
        return class_getitem(w_type, object)


@pytype("string.templatelib.Template", flags=FINAL_TYPE)
@final
class W_Template(W_Object):
    """Template object"""

    w_strings: Final[W_Tuple]  # one more than the interpolations
    w_interpolations: Final[W_Tuple]

    def __init__(self, w_strings: W_Tuple, w_interpolations: W_Tuple) -> None:
        self.w_strings = w_strings
        self.w_interpolations = w_interpolations

    @builtin("__new__", static=True)
    def descr_new(w_type: W_Type, *args: arr[W_Object], **kwargs: W_Dict) -> W_Object:
        if len(kwargs) > 0:
            raise type_error("Template.__new__ only accepts *args arguments")
        strings = List[W_Object]()
        found = List[W_Object]()
        text: str = ""
        for w_part in args:
            if isinstance(w_part, W_Str):
                text = concat2(text, w_part)
            elif isinstance(w_part, W_Interpolation):
                strings.append(text)
                text = ""
                found.append(w_part)
            else:
                raise type_error(
                    f"Template.__new__ *args need to be of type 'str' or 'Interpolation', got {type_name(w_part)}"
                )
        strings.append(text)
        return W_Template(new_tuple(strings.to_array()), new_tuple(found.to_array()))

    @getset
    def strings(self) -> W_Object:
        """Strings"""
        return self.w_strings

    @getset
    def interpolations(self) -> W_Object:
        """Interpolations"""
        return self.w_interpolations

    @getset
    def values(self) -> W_Object:
        """Values of interpolations"""
        found = self.w_interpolations.items
        items = arr[W_Object](len(found))
        for i in range(len(found)):
            w_part = found[i]
            items[i] = w_part.w_value if isinstance(w_part, W_Interpolation) else w_part
        return new_tuple(items)

    @builtin("__iter__")
    def descr_iter(self) -> W_Object:
        """Implement iter(self)."""
        return W_TemplateIter(self)

    @builtin("__add__")
    def descr_add(self, value: W_Object, /) -> W_Object:
        """Return self+value."""
        if not isinstance(value, W_Template):
            raise type_error(
                f'can only concatenate string.templatelib.Template (not "{type_name(value)}") to string.templatelib.Template'
            )
        left = self.w_strings.items
        right = value.w_strings.items
        strings = arr[W_Object](len(left) + len(right) - 1)
        for i in range(len(left)):
            strings[i] = left[i]
        for i in range(1, len(right)):
            strings[len(left) + i - 1] = right[i]
        w_last = left[len(left) - 1]
        w_first = right[0]
        if isinstance(w_last, W_Str) and isinstance(w_first, W_Str):
            strings[len(left) - 1] = concat2(w_last, w_first)
        return W_Template(new_tuple(strings), joined(self.w_interpolations, value.w_interpolations))

    @builtin("__repr__")
    def descr_repr(self) -> str:
        return f"Template(strings={repr_w(self.w_strings)}, interpolations={repr_w(self.w_interpolations)})"

    @builtin("__reduce__")
    def descr_reduce(self) -> W_Object:
        w_rebuild = get_attr(import_module("string.templatelib"), "_template_unpickle")
        return new_tuple([w_rebuild, new_tuple([self.w_strings, self.w_interpolations])])

    @builtin("__class_getitem__", classmethod=True)
    def descr_class_getitem(w_type: W_Type, object: W_Object, /) -> W_Object:
        """See PEP 585"""
        return class_getitem(w_type, object)


def joined(w_a: W_Tuple, w_b: W_Tuple) -> W_Tuple:
    items = arr[W_Object](len(w_a.items) + len(w_b.items))
    for i in range(len(w_a.items)):
        items[i] = w_a.items[i]
    for i in range(len(w_b.items)):
        items[len(w_a.items) + i] = w_b.items[i]
    return new_tuple(items)


@pytype("string.templatelib.TemplateIter", flags=FINAL_TYPE | NO_NEW)
@final
class W_TemplateIter(IteratorMixin, W_Object):
    """Strings that are not empty and interpolations, in turn."""

    w_template: W_Template
    position: int

    def __init__(self, w_template: W_Template) -> None:
        self.w_template = w_template
        self.position = 0

    def iter_next(self) -> W_Object | None:
        strings = self.w_template.w_strings.items
        while self.position < 2 * int(len(strings)) - 1:
            at = self.position
            self.position = at + 1
            if at & 1 == 1:
                return self.w_template.w_interpolations.items[at >> 1]
            w_text = strings[at >> 1]
            if isinstance(w_text, W_Str) and w_text.length > 0:
                return w_text
        return None

    def length_hint(self) -> int:
        return 2 * int(len(self.w_template.w_strings.items)) - 1 - self.position


def add_match_args() -> None:
    w_names = new_tuple(["value", "expression", "conversion", "format_spec"])
    typeof(W_Interpolation).table.set("__match_args__", w_names)
