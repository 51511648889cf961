"""types.SimpleNamespace: attributes and nothing else."""

from python.rpython import arr, builtin, getset, pytype, typeof
from python.interpreter.errors import type_error
from python.interpreter.operation import compare, repr_w
from python.interpreter.slots import S_EQ
from python.objects.base import W_Object
from python.objects.dict_ import W_Dict, update_from_dict
from python.objects.flags import HAS_DICT
from python.objects.repr_guard import repr_enter, repr_leave
from python.objects.singletons import w_NotImplemented
from python.objects.str_ import W_Str
from python.objects.tuple_ import new_tuple
from python.objects.type_ import W_Type
from python.rlib.text import StrBuilder


@pytype("types.SimpleNamespace", flags=HAS_DICT)
class W_SimpleNamespace(W_Object):
    """A simple attribute-based namespace."""

    w_type: W_Type
    w_dict: W_Dict

    def __init__(self, w_type: W_Type) -> None:
        self.w_type = w_type
        self.w_dict = W_Dict()

    def gettypeobject(self) -> W_Type:
        return self.w_type

    def has_dict(self) -> bool:
        return True

    def getdict(self) -> W_Dict | None:
        return self.w_dict

    def attr_get(self, name: str) -> W_Object | None:
        return self.w_dict.get_str(name)

    def attr_set(self, name: str, w_value: W_Object) -> bool:
        self.w_dict.set_str(name, w_value)
        return True

    def attr_del(self, name: str) -> bool:
        return self.w_dict.del_str(name)

    @builtin("__new__", static=True)
    def descr_new(w_type: W_Type, *args: arr[W_Object], **kwargs: W_Dict) -> W_Object:
        return W_SimpleNamespace(w_type)

    @builtin("__init__")
    def descr_init(self, *args: arr[W_Object], **kwargs: W_Dict) -> None:
        if len(args) > 1:
            raise type_error(f"SimpleNamespace expected at most 1 argument, got {len(args)}")
        if len(args) == 1:
            w_names = W_Dict()
            w_names.update_from_args("SimpleNamespace", args, W_Dict())
            for w_key in w_names.keys_array():
                if not isinstance(w_key, W_Str):
                    raise type_error("keywords must be strings")
            update_from_dict(self.w_dict, w_names)
        update_from_dict(self.w_dict, kwargs)

    @getset("__dict__")
    def get_dict(self) -> W_Object:
        return self.w_dict

    @builtin("__repr__")
    def descr_repr(self) -> str:
        name = "namespace"
        if self.w_type is not typeof(W_SimpleNamespace):
            name = self.w_type.name
        if not repr_enter(self):
            return f"{name}(...)"
        try:
            out = StrBuilder(32)
            out.add(name)
            out.add("(")
            first = True
            cursor = self.w_dict.cursor()
            while cursor.advance():
                w_key = cursor.key()
                if isinstance(w_key, W_Str):
                    if not first:
                        out.add(", ")
                    first = False
                    out.add(f"{w_key}={repr_w(cursor.value())}")
            out.add(")")
            return out.build()
        finally:
            repr_leave(self)

    @builtin("__eq__")
    def descr_eq(self, other: W_Object, /) -> W_Object:
        if not isinstance(other, W_SimpleNamespace):
            return w_NotImplemented
        return compare(S_EQ, self.w_dict, other.w_dict)

    @builtin("__reduce__")
    def descr_reduce(self) -> W_Object:
        """Return state information for pickling"""
        return new_tuple([self.w_type, new_tuple([]), self.w_dict])

    @builtin("__replace__")
    def descr_replace(self, **changes: W_Dict) -> W_Object:
        """Return a copy of the namespace object with new values for the specified attributes."""
        w_result = W_SimpleNamespace(self.w_type)
        update_from_dict(w_result.w_dict, self.w_dict)
        update_from_dict(w_result.w_dict, changes)
        return w_result


def new_namespace() -> W_SimpleNamespace:
    return W_SimpleNamespace(typeof(W_SimpleNamespace))
