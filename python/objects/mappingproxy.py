"""mappingproxy: a read-only view of a mapping, such as a class's `__dict__`."""

from python.interpreter.calling import call_method0, call_method2
from python.interpreter.errors import type_error
from python.interpreter.iteration import iterate
from python.interpreter.operation import compare, contains, getitem, hash_w, length, or_, repr_w, str_w
from python.interpreter.slots import S_EQ, S_GE, S_GETITEM, S_GT, S_LE, S_LT, S_NE
from python.objects.base import W_Object
from python.objects.flags import FINAL_TYPE, MAPPING
from python.objects.generic_alias import class_getitem
from python.objects.list_ import W_List
from python.objects.singletons import w_None
from python.objects.tuple_ import W_Tuple
from python.objects.type_ import W_Type, type_name
from python.rpython import Final, builtin, final, pytype


@pytype("mappingproxy", flags=FINAL_TYPE | MAPPING)
@final
class W_MappingProxy(W_Object):
    """Read-only proxy of a mapping."""

    w_mapping: Final[W_Object]

    def __init__(self, w_mapping: W_Object) -> None:
        self.w_mapping = w_mapping

    @builtin("__new__", static=True)
    def descr_new(w_type: W_Type, mapping: W_Object) -> W_Object:
        not_a_mapping = isinstance(mapping, (W_List, W_Tuple))
        if not_a_mapping or mapping.gettypeobject().slot(S_GETITEM) is None:
            raise type_error(f"mappingproxy() argument must be a mapping, not {type_name(mapping)}")
        return W_MappingProxy(mapping)

    @builtin("__getitem__")
    def descr_getitem(self, key: W_Object, /) -> W_Object:
        return getitem(self.w_mapping, key)

    @builtin("__contains__")
    def descr_contains(self, key: W_Object, /) -> bool:
        return contains(self.w_mapping, key)

    @builtin("__len__")
    def descr_len(self) -> int:
        return length(self.w_mapping)

    @builtin("__iter__")
    def descr_iter(self) -> W_Object:
        return iterate(self.w_mapping)

    @builtin("__reversed__")
    def descr_reversed(self) -> W_Object:
        """D.__reversed__() -> reverse iterator"""
        return call_method0(self.w_mapping, "__reversed__")

    @builtin("__repr__")
    def descr_repr(self) -> str:
        return f"mappingproxy({repr_w(self.w_mapping)})"

    @builtin("__str__")
    def descr_str(self) -> str:
        return str_w(self.w_mapping)

    @builtin("__hash__")
    def descr_hash(self) -> int:
        return hash_w(self.w_mapping)

    @builtin("__eq__")
    def descr_eq(self, value: W_Object, /) -> W_Object:
        return compare(S_EQ, self.w_mapping, value)

    @builtin("__ne__")
    def descr_ne(self, value: W_Object, /) -> W_Object:
        return compare(S_NE, self.w_mapping, value)

    @builtin("__lt__")
    def descr_lt(self, value: W_Object, /) -> W_Object:
        return compare(S_LT, self.w_mapping, value)

    @builtin("__le__")
    def descr_le(self, value: W_Object, /) -> W_Object:
        return compare(S_LE, self.w_mapping, value)

    @builtin("__gt__")
    def descr_gt(self, value: W_Object, /) -> W_Object:
        return compare(S_GT, self.w_mapping, value)

    @builtin("__ge__")
    def descr_ge(self, value: W_Object, /) -> W_Object:
        return compare(S_GE, self.w_mapping, value)

    @builtin("__or__")
    def descr_or(self, value: W_Object, /) -> W_Object:
        return or_(self.w_mapping, bare(value))

    @builtin("__ror__")
    def descr_ror(self, value: W_Object, /) -> W_Object:
        return or_(bare(value), self.w_mapping)

    @builtin("__ior__")
    def descr_ior(self, value: W_Object, /) -> W_Object:
        raise type_error(f"'|=' is not supported by {type_name(self)}; use '|' instead")

    @builtin("__class_getitem__", classmethod=True)
    def descr_class_getitem(w_type: W_Type, item: W_Object, /) -> W_Object:
        """See PEP 585"""
        return class_getitem(w_type, item)

    @builtin
    def get(self, key: W_Object, default: W_Object | None = None, /) -> W_Object:
        """Return the value for key if key is in the mapping, else default."""
        w_default = w_None if default is None else default
        return call_method2(self.w_mapping, "get", key, w_default)

    @builtin
    def keys(self) -> W_Object:
        """a set-like object providing a view on D's keys"""
        return call_method0(self.w_mapping, "keys")

    @builtin
    def values(self) -> W_Object:
        """an object providing a view on D's values"""
        return call_method0(self.w_mapping, "values")

    @builtin
    def items(self) -> W_Object:
        """a set-like object providing a view on D's items"""
        return call_method0(self.w_mapping, "items")

    @builtin
    def copy(self) -> W_Object:
        """a shallow copy of D"""
        return call_method0(self.w_mapping, "copy")


def bare(w_obj: W_Object) -> W_Object:
    return w_obj.w_mapping if isinstance(w_obj, W_MappingProxy) else w_obj
