"""typing.Union: `int | str`."""

from python.importing.importer import import_module
from python.interpreter.attributes import get_attr
from python.interpreter.calling import call
from python.interpreter.errors import type_error
from python.interpreter.operation import contains, eq_w, wrap_bool
from python.interpreter.subclassing import isinstance_w, issubclass_w
from python.objects.base import W_Object
from python.objects.flags import FINAL_TYPE
from python.objects.generic_alias import W_GenericAlias, add_repr, collect_parameters, substitute_all
from python.objects.set_ import W_FrozenSet
from python.objects.singletons import W_NoneType, w_None, w_NotImplemented
from python.objects.tuple_ import W_Tuple, new_tuple
from python.objects.type_ import W_Type
from python.rlib.list import List
from python.rlib.text import StrBuilder
from python.rpython import Final, arr, builtin, final, getset, pytype, typeof


@pytype("typing.Union", flags=FINAL_TYPE)
@final
class W_Union(W_Object):
    """Represent a union type

    E.g. for int | str
    """

    w_args: Final[W_Tuple]

    def __init__(self, w_args: W_Tuple) -> None:
        self.w_args = w_args

    @getset("__args__")
    def args(self) -> W_Object:
        return self.w_args

    @getset("__origin__")
    def origin(self) -> W_Object:
        """Always returns the type"""
        return typeof(W_Union)

    @getset("__parameters__")
    def parameters(self) -> W_Object:
        """Type variables in the types.UnionType."""
        return collect_parameters(self.w_args)

    @getset("__name__")
    def name(self) -> str:
        """Name of the type"""
        return "Union"

    @getset("__qualname__")
    def qualname(self) -> str:
        """Qualified name of the type"""
        return "Union"

    @builtin("__repr__")
    def descr_repr(self) -> str:
        out = StrBuilder(32)
        first = True
        for w_arg in self.w_args.items:
            if not first:
                out.add(" | ")
            first = False
            add_repr(out, none_for_type(w_arg))
        return out.build()

    @builtin("__hash__")
    def descr_hash(self) -> int:
        w_set = W_FrozenSet()
        w_set.update_w(self.w_args)
        return w_set.descr_hash()

    @builtin("__eq__")
    def descr_eq(self, value: W_Object, /) -> W_Object:
        if not isinstance(value, W_Union):
            return w_NotImplemented
        if len(value.w_args.items) != len(self.w_args.items):
            return wrap_bool(False)
        for w_arg in self.w_args.items:
            if not contains(value.w_args, w_arg):
                return wrap_bool(False)
        return wrap_bool(True)

    @builtin("__or__")
    def descr_or(self, value: W_Object, /) -> W_Object:
        return union_or(self, value)

    @builtin("__ror__")
    def descr_ror(self, value: W_Object, /) -> W_Object:
        return union_or(value, self)

    @builtin("__getitem__")
    def descr_getitem(self, key: W_Object, /) -> W_Object:
        w_items = substitute_all(self, self.w_args, collect_parameters(self.w_args), key)
        found = List[W_Object]()
        for w_item in w_items.items:
            add_member(found, w_item)
        return make_union(found)

    @builtin("__instancecheck__")
    def descr_instancecheck(self, instance: W_Object, /) -> bool:
        for w_arg in self.w_args.items:
            if isinstance(w_arg, W_GenericAlias):
                raise type_error("isinstance() argument 2 cannot be a parameterized generic")
            if isinstance_w(instance, w_arg):
                return True
        return False

    @builtin("__subclasscheck__")
    def descr_subclasscheck(self, cls: W_Object, /) -> bool:
        for w_arg in self.w_args.items:
            if isinstance(w_arg, W_GenericAlias):
                raise type_error("issubclass() argument 2 cannot be a parameterized generic")
            if issubclass_w(cls, w_arg):
                return True
        return False

    @builtin("__class_getitem__", classmethod=True)
    def descr_class_getitem(w_type: W_Type, item: W_Object, /) -> W_Object:
        items = [item]
        if isinstance(item, W_Tuple):
            items = item.items
        if len(items) == 0:
            raise type_error("Cannot take a Union of no types.")
        return union_of(items)


def none_for_type(w_arg: W_Object) -> W_Object:
    """NoneType is shown as None."""
    return w_None if w_arg is typeof(W_NoneType) else w_arg


def is_unionable(w_obj: W_Object) -> bool:
    if isinstance(w_obj, (W_NoneType, W_Type, W_GenericAlias, W_Union)):
        return True
    # What typing makes in Python (type variables, aliases) joins by its own __or__.
    return w_obj.gettypeobject().lookup("__typing_subst__") is not None


def union_or(w_a: W_Object, w_b: W_Object) -> W_Object:
    """`a | b` of types; NotImplemented where one of them is none."""
    if not is_unionable(w_a) or not is_unionable(w_b):
        return w_NotImplemented
    found = List[W_Object]()
    if isinstance(w_a, W_Union):
        items = w_a.w_args.items
        found.extend(items, 0, len(items))
    else:
        add_member(found, w_a)
    add_member(found, w_b)
    return make_union(found)


def union_of(items: arr[W_Object]) -> W_Object:
    """Union[...] of anything that typing takes for a type: a string is a forward reference."""
    found = List[W_Object]()
    for w_item in items:
        w_member = w_item
        if not is_unionable(w_item):
            w_check = get_attr(import_module("typing"), "_type_check")
            w_member = call(w_check, [w_item, "Union[arg, ...]: each arg must be a type."])
        add_member(found, w_member)
    return make_union(found)


def make_union(found: List[W_Object]) -> W_Object:
    if found.length == 1:
        return found[0]
    return W_Union(new_tuple(found.to_array()))


def add_member(found: List[W_Object], w_obj: W_Object) -> None:
    """Unions are flattened, None is its type, duplicates are dropped."""
    if isinstance(w_obj, W_Union):
        for w_arg in w_obj.w_args.items:
            add_member(found, w_arg)
        return
    w_member: W_Object = w_obj
    if isinstance(w_obj, W_NoneType):
        w_member = typeof(W_NoneType)
    i = 0
    while i < found.length:
        if same_member(found[i], w_member):
            return
        i += 1
    found.append(w_member)


def same_member(w_a: W_Object, w_b: W_Object) -> bool:
    if w_a is w_b:
        return True
    return isinstance(w_a, W_GenericAlias) and isinstance(w_b, W_GenericAlias) and eq_w(w_a, w_b)
