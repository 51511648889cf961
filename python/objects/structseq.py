"""Tuples with named fields, as `time.struct_time`: some fields are items of the tuple, further ones attributes only."""

from python.rpython import Final, arr, builtin, pytype
from python.interpreter.errors import attribute_error_msg, type_error
from python.interpreter.gateway import type_ready
from python.interpreter.iteration import unpack_iterable
from python.interpreter.operation import repr_w, type_name
from python.objects.base import W_Object
from python.objects.dict_ import W_Dict
from python.objects.int_ import W_Int
from python.objects.singletons import w_None
from python.objects.tuple_ import W_Tuple, new_tuple
from python.objects.type_ import W_Type
from python.rpython import typeof

METHODS: Final = ["__new__", "__repr__", "__reduce__", "__replace__"]


class StructFields:
    """What a structseq type knows of its fields."""

    names: Final[arr[str]]  # empty for an item that only an index reaches
    visible: Final[int]  # the first ones are items of the tuple
    unnamed: Final[int]

    def __init__(self, names: arr[str], visible: int) -> None:
        self.names = names
        self.visible = visible
        unnamed = 0
        for name in names:
            if len(name) == 0:
                unnamed += 1
        self.unnamed = unnamed

    def shown(self, i: int) -> str:
        """The name that repr gives the i-th item: the i-th of those that have one."""
        at = 0
        while True:
            if len(self.names[at]) > 0:
                if i == 0:
                    return self.names[at]
                i -= 1
            at += 1


class W_StructSeqType(W_Type):
    fields: StructFields

    def __init__(self, name: str, fields: StructFields) -> None:
        super().__init__(name, typeof(W_Tuple), 0)
        self.fields = fields


def new_struct_type(name: str, names: arr[str], visible: int) -> W_StructSeqType:
    """The type object; `finish_struct_type` completes it once builtin methods exist."""
    return W_StructSeqType(name, StructFields(names, visible))


def finish_struct_type(w_type: W_StructSeqType) -> None:
    for method in METHODS:
        w_method = typeof(W_StructSeq).table.get(method)
        if w_method is not None:
            w_type.table.set(method, w_method)
    names = w_type.fields.names
    for i in range(len(names)):
        if len(names[i]) > 0:
            w_type.table.set(names[i], W_StructField(w_type, names[i], i))
    w_type.table.set("n_sequence_fields", W_Int(w_type.fields.visible))
    w_type.table.set("n_fields", W_Int(len(names)))
    w_type.table.set("n_unnamed_fields", W_Int(w_type.fields.unnamed))
    matched = arr[W_Object](w_type.fields.visible - w_type.fields.unnamed)
    at = 0
    for i in range(w_type.fields.visible):
        if len(names[i]) > 0:
            matched[at] = names[i]
            at += 1
    w_type.table.set("__match_args__", new_tuple(matched))
    type_ready(w_type)


def new_struct(w_type: W_StructSeqType, values: arr[W_Object]) -> W_StructSeq:
    """`values`: one for each field, the visible ones first."""
    visible = w_type.fields.visible
    items = arr[W_Object](visible)
    for i in range(visible):
        items[i] = values[i]
    return W_StructSeq(w_type, items, values)


@pytype("structseq_field")
class W_StructField(W_Object):
    w_owner: W_Type
    name: str
    index: int

    def __init__(self, w_owner: W_Type, name: str, index: int) -> None:
        self.w_owner = w_owner
        self.name = name
        self.index = index

    @builtin("__get__")
    def descr_get(self, instance: W_Object, owner: W_Object | None = None, /) -> W_Object:
        if isinstance(instance, W_StructSeq):
            return instance.values[self.index]
        return self

    @builtin("__set__")
    def descr_set(self, instance: W_Object, value: W_Object, /) -> None:
        raise attribute_error_msg(instance, self.name, "readonly attribute")

    @builtin("__delete__")
    def descr_delete(self, instance: W_Object, /) -> None:
        raise attribute_error_msg(instance, self.name, "readonly attribute")

    @builtin("__repr__")
    def descr_repr(self) -> str:
        return f"<member '{self.name}' of '{self.w_owner.name}' objects>"


@pytype("structseq", base=W_Tuple)
class W_StructSeq(W_Tuple):
    w_type: W_StructSeqType
    values: arr[W_Object]

    def __init__(self, w_type: W_StructSeqType, items: arr[W_Object], values: arr[W_Object]) -> None:
        super().__init__(items)
        self.w_type = w_type
        self.values = values

    def gettypeobject(self) -> W_Type:
        return self.w_type

    @builtin("__new__", static=True)
    def descr_new(w_type: W_Type, sequence: W_Object, dict: W_Object = w_None) -> W_Object:
        if not isinstance(w_type, W_StructSeqType):
            raise type_error("cannot create 'structseq' instances")
        fields = w_type.fields
        given = unpack_iterable(sequence)
        total = len(fields.names)
        n = len(given)
        if n < fields.visible:
            raise type_error(f"{w_type.name}() takes an at least {fields.visible}-sequence ({n}-sequence given)")
        if n > total:
            raise type_error(f"{w_type.name}() takes an at most {total}-sequence ({n}-sequence given)")
        values = arr[W_Object](total)
        for i in range(total):
            values[i] = w_None
            if i < n:
                values[i] = given[i]
            elif isinstance(dict, W_Dict):
                w_named = dict.get_str(fields.names[i])
                if w_named is not None:
                    values[i] = w_named
        return new_struct(w_type, values)

    @builtin("__repr__")
    def descr_repr(self) -> str:
        fields = self.w_type.fields
        text = f"{self.w_type.name}("
        for i in range(fields.visible):
            if i > 0:
                text = text + ", "
            text = f"{text}{fields.shown(i)}={repr_w(self.values[i])}"
        return text + ")"

    @builtin("__reduce__")
    def descr_reduce(self) -> W_Object:
        w_rest = W_Dict()
        fields = self.w_type.fields
        for i in range(fields.visible, len(fields.names)):
            w_rest.set_str(fields.names[i], self.values[i])
        return new_tuple([self.w_type, new_tuple([new_tuple(self.items), w_rest])])

    @builtin("__replace__")
    def descr_replace(self, **changes: W_Dict) -> W_Object:
        """Return a copy of the structure with new values for the specified fields."""
        fields = self.w_type.fields
        values = arr[W_Object](len(fields.names))
        known = 0
        for i in range(len(values)):
            values[i] = self.values[i]
            w_new: W_Object | None = None
            if len(fields.names[i]) > 0:
                w_new = changes.get_str(fields.names[i])
            if w_new is not None:
                values[i] = w_new
                known += 1
        if known < len(changes):
            raise type_error(f"Got unexpected field name(s): {repr_w(changes.keys())}")
        return new_struct(self.w_type, values)
