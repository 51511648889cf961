"""re.Match and replacement templates."""

from python.rpython import Final, arr, builtin, getset, pytype
from python.interpreter.attributes import get_attr
from python.interpreter.calling import call2
from python.interpreter.errors import index_error
from python.importing.importer import import_module
from python.interpreter.operation import index_w, repr_w
from python.interpreter.slots import S_INDEX
from python.modules.sre_pattern import W_Pattern, join_pieces, slice_of
from python.objects.base import W_Object
from python.objects.bytes_ import W_Bytes
from python.objects.dict_ import W_Dict
from python.objects.generic_alias import class_getitem
from python.objects.int_ import W_AbstractInt, W_Int
from python.objects.singletons import w_None
from python.objects.str_ import W_Str
from python.objects.tuple_ import new_tuple
from python.objects.type_ import W_Type
from python.rlib.list import List

EMPTY_BYTES: Final = W_Bytes(b"")


@pytype("re.Match")
class W_Match(W_Object):
    """The result of re.match() and re.search().
    Match objects always have a boolean value of True."""

    w_re: W_Pattern
    w_string: W_Object
    marks: arr[int]  # start and end of the whole match and of each group, -1: no part in the match
    last: int
    first_pos: int
    last_pos: int

    def __init__(
        self, w_re: W_Pattern, w_string: W_Object, marks: arr[int], last: int, first_pos: int, last_pos: int
    ) -> None:
        self.w_re = w_re
        self.w_string = w_string
        self.marks = marks
        self.last = last
        self.first_pos = first_pos
        self.last_pos = last_pos

    def n_groups(self) -> int:
        return len(self.marks) // 2 - 1

    def slice(self, start: int, end: int) -> W_Object:
        return slice_of(self.w_string, start, end)

    def took_part(self, group: int) -> bool:
        return self.marks[group * 2] >= 0 and self.marks[group * 2 + 1] >= 0

    def part(self, group: int) -> W_Object:
        return self.slice(self.marks[group * 2], self.marks[group * 2 + 1])

    def part_or_none(self, group: int) -> W_Object:
        return self.part_or(group, w_None)

    def part_or(self, group: int, w_default: W_Object) -> W_Object:
        if self.took_part(group):
            return self.part(group)
        return w_default

    def part_or_empty(self, group: int) -> W_Object:
        if self.took_part(group):
            return self.part(group)
        if isinstance(self.w_string, W_Str):
            return ""
        return EMPTY_BYTES

    def group_number(self, w_group: W_Object) -> int:
        if isinstance(w_group, W_AbstractInt) or w_group.gettypeobject().slot(S_INDEX) is not None:
            w_int = index_w(w_group)
            if w_int.fits_int() and w_int.as_int() >= 0 and w_int.as_int() <= self.n_groups():
                return w_int.as_int()
            raise index_error("no such group")
        w_number = self.w_re.w_groupindex.get(w_group)
        if w_number is not None and isinstance(w_number, W_Int):
            return w_number.value
        raise index_error("no such group")

    def group_or_whole(self, w_group: W_Object | None) -> int:
        if w_group is None:
            return 0
        return self.group_number(w_group)

    @builtin
    def group(self, *args: arr[W_Object]) -> W_Object:
        """group([group1, ...]) -> str or tuple.
        Return subgroup(s) of the match by indices or names.
        For 0 returns the entire match."""
        if len(args) == 0:
            return self.part(0)
        if len(args) == 1:
            return self.part_or_none(self.group_number(args[0]))
        items = arr[W_Object](len(args))
        for i in range(len(args)):
            items[i] = self.part_or_none(self.group_number(args[i]))
        return new_tuple(items)

    @builtin("__getitem__")
    def descr_getitem(self, key: W_Object, /) -> W_Object:
        return self.part_or_none(self.group_number(key))

    @builtin
    def groups(self, default: W_Object = w_None) -> W_Object:
        """Return a tuple containing all the subgroups of the match, from 1.

        default
          Is used for groups that did not participate in the match."""
        items = arr[W_Object](self.n_groups())
        for i in range(len(items)):
            items[i] = self.part_or(i + 1, default)
        return new_tuple(items)

    @builtin
    def groupdict(self, default: W_Object = w_None) -> W_Object:
        """Return a dictionary containing all the named subgroups of the match, keyed by the subgroup name.

        default
          Is used for groups that did not participate in the match."""
        w_result = W_Dict()
        cursor = self.w_re.w_groupindex.cursor()
        while cursor.advance():
            w_number = cursor.value()
            if isinstance(w_number, W_Int):
                w_result.setitem(cursor.key(), self.part_or(w_number.value, default))
        return w_result

    @builtin
    def start(self, group: W_Object | None = None, /) -> int:
        """Return index of the start of the substring matched by group."""
        return self.marks[self.group_or_whole(group) * 2]

    @builtin
    def end(self, group: W_Object | None = None, /) -> int:
        """Return index of the end of the substring matched by group."""
        return self.marks[self.group_or_whole(group) * 2 + 1]

    @builtin
    def span(self, group: W_Object | None = None, /) -> W_Object:
        """For match object m, return the 2-tuple (m.start(group), m.end(group))."""
        return self.span_of(self.group_or_whole(group))

    def span_of(self, group: int) -> W_Object:
        return new_tuple([W_Int(self.marks[group * 2]), W_Int(self.marks[group * 2 + 1])])

    @builtin("expand")
    def descr_expand(self, template: W_Object) -> W_Object:
        """Return the string obtained by doing backslash substitution on the string template, as done by the sub() method."""
        w_template = call2(get_attr(import_module("re"), "_compile_template"), self.w_re, template)
        if isinstance(w_template, W_Template):
            return w_template.expand(self)
        return w_template

    @getset
    def string(self) -> W_Object:
        """The string passed to match() or search()."""
        return self.w_string

    @getset("re")
    def get_re(self) -> W_Object:
        """The regular expression object."""
        return self.w_re

    @getset
    def pos(self) -> int:
        """The index into the string at which the RE engine started looking for a match."""
        return self.first_pos

    @getset
    def endpos(self) -> int:
        """The index into the string beyond which the RE engine will not go."""
        return self.last_pos

    @getset
    def lastindex(self) -> W_Object:
        """The integer index of the last matched capturing group."""
        if self.last < 0:
            return w_None
        return W_Int(self.last)

    @getset
    def lastgroup(self) -> W_Object:
        """The name of the last matched capturing group."""
        if self.last < 0 or self.last >= len(self.w_re.indexgroup):
            return w_None
        return self.w_re.indexgroup[self.last]

    @getset
    def regs(self) -> W_Object:
        items = arr[W_Object](self.n_groups() + 1)
        for i in range(len(items)):
            items[i] = self.span_of(i)
        return new_tuple(items)

    @builtin("__copy__")
    def descr_copy(self) -> W_Object:
        return self

    @builtin("__deepcopy__")
    def descr_deepcopy(self, memo: W_Object, /) -> W_Object:
        return self

    @builtin("__repr__")
    def descr_repr(self) -> str:
        name = self.gettypeobject().full_name()
        return f"<{name} object; span=({self.marks[0]}, {self.marks[1]}), match={repr_w(self.part(0))}>"

    @builtin("__class_getitem__", classmethod=True)
    def descr_class_getitem(w_type: W_Type, item: W_Object, /) -> W_Object:
        """See PEP 585"""
        return class_getitem(w_type, item)


@pytype("_sre.SRE_Template")
class W_Template(W_Object):
    """A parsed replacement: literal, group number, literal, group number, ..., literal."""

    items: arr[W_Object]
    text: bool

    def __init__(self, items: arr[W_Object], text: bool) -> None:
        self.items = items
        self.text = text

    def expand(self, w_match: W_Match) -> W_Object:
        if len(self.items) == 1:
            return self.items[0]
        pieces = List[W_Object]()
        for w_item in self.items:
            if isinstance(w_item, W_Int):
                pieces.append(w_match.part_or_empty(w_item.value))
            else:
                pieces.append(w_item)
        return join_pieces(pieces, self.text)
