"""method: a function with its self."""

from python.rpython import Any, Final, arr, arr_copy, builtin, final, getset, identity_hash, pytype
from python.objects.base import W_Object
from python.objects.dict_ import W_Dict
from python.objects.flags import FINAL_TYPE
from python.objects.module_ import builtin_modules
from python.objects.singletons import w_None
from python.objects.str_ import W_Str
from python.objects.tuple_ import new_tuple
from python.objects.type_ import W_Type
from python.interpreter.attributes import find_attr, generic_getattribute, get_attr
from python.interpreter.calling import call_with_dict, is_callable
from python.interpreter.errors import check_stack, type_error
from python.interpreter.operation import wrap_bool
from python.interpreter.operation import hash_w, repr_w


@pytype("method", flags=FINAL_TYPE)
@final
class W_Method(W_Object):
    """Create a bound instance method object."""

    w_func: Final[W_Object]
    w_self: Final[W_Object]
    weakrefs: Any | None = None

    def __init__(self, w_func: W_Object, w_self: W_Object) -> None:
        self.w_func = w_func
        self.w_self = w_self

    def call_args(self, args: arr[W_Object], names: arr[str] | None) -> W_Object:
        check_stack()
        full = arr[W_Object](len(args) + 1)
        full[0] = self.w_self
        arr_copy(args, 0, full, 1, len(args))
        return self.w_func.call_args(full, names)

    def get_weakrefs(self) -> Any | None:
        return self.weakrefs

    def set_weakrefs(self, refs: Any | None) -> bool:
        self.weakrefs = refs
        return True

    @builtin("__new__", static=True)
    def descr_new(w_type: W_Type, function: W_Object, instance: W_Object, /) -> W_Object:
        if not is_callable(function):
            raise type_error("first argument must be callable")
        if instance is w_None:
            raise type_error("instance must not be None")
        return W_Method(function, instance)

    @builtin("__call__")
    def descr_call(self, *args_w: arr[W_Object], **w_kwargs: W_Dict) -> W_Object:
        return call_with_dict(self, args_w, w_kwargs)

    @builtin("__get__")
    def descr_get(self, w_obj: W_Object, w_type: W_Object | None = None, /) -> W_Object:
        return self

    @builtin("__repr__")
    def descr_repr(self) -> str:
        name: str = "?"
        w_name = find_attr(self.w_func, "__qualname__")
        if w_name is None:
            w_name = find_attr(self.w_func, "__name__")
        if isinstance(w_name, W_Str):
            name = w_name
        return f"<bound method {name} of {repr_w(self.w_self)}>"

    @builtin("__eq__")
    def descr_eq(self, w_other: W_Object, /) -> W_Object:
        if not isinstance(w_other, W_Method):
            return wrap_bool(False)
        return wrap_bool(self.w_func is w_other.w_func and self.w_self is w_other.w_self)

    @builtin("__hash__")
    def descr_hash(self) -> int:
        return identity_hash(self.w_self) ^ (hash_w(self.w_func) * 3)

    @builtin("__getattribute__")
    def descr_getattribute(self, name: str, /) -> W_Object:
        w_descr = self.gettypeobject().lookup(name)
        if w_descr is None:
            return get_attr(self.w_func, name)
        return generic_getattribute(self, name)

    @builtin("__reduce__")
    def descr_reduce(self) -> W_Object:
        w_name = get_attr(self.w_func, "__name__")
        w_getattr = get_attr(builtin_modules.get_or_make("builtins"), "getattr")
        return new_tuple([w_getattr, new_tuple([self.w_self, w_name])])

    @getset("__func__")
    def get_func(self) -> W_Object:
        return self.w_func

    @getset("__self__")
    def get_self(self) -> W_Object:
        return self.w_self
