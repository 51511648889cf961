"""staticmethod, classmethod, and the descriptor of builtin class methods."""

from python.rpython import Final, arr, builtin, getset, pytype
from python.objects.base import W_Object
from python.objects.builtin_ import W_BoundBuiltin, W_Builtin
from python.objects.dict_ import W_Dict
from python.objects.flags import FINAL_TYPE, HAS_DICT, NO_NEW
from python.objects.method import W_Method
from python.objects.singletons import w_None
from python.objects.type_ import W_Type
from python.objects.usermixin import UserMixin
from python.interpreter.attributes import find_attr
from python.interpreter.calling import call_with_dict
from python.interpreter.errors import check_stack, runtime_error
from python.interpreter.operation import is_true, repr_w


@pytype("staticmethod", flags=HAS_DICT)
class W_StaticMethod(UserMixin, W_Object):
    """Convert a function to be a static method."""

    w_func: W_Object | None = None

    @builtin("__new__", static=True)
    def descr_new(w_type: W_Type, *args_w: arr[W_Object], **w_kwargs: W_Dict) -> W_Object:
        w_result = W_StaticMethod()
        w_result.init_user(w_type)
        return w_result

    @builtin("__init__")
    def descr_init(self, function: W_Object, /) -> None:
        self.w_func = function
        copy_function_attrs(self, function)

    def func(self) -> W_Object:
        w_func = self.w_func
        if w_func is None:
            raise runtime_error("uninitialized staticmethod object")
        return w_func

    def call_args(self, args: arr[W_Object], names: arr[str] | None) -> W_Object:
        check_stack()
        return self.func().call_args(args, names)

    @builtin("__call__")
    def descr_call(self, *args_w: arr[W_Object], **w_kwargs: W_Dict) -> W_Object:
        return call_with_dict(self.func(), args_w, w_kwargs)

    @builtin("__get__")
    def descr_get(self, w_obj: W_Object, w_type: W_Object | None = None, /) -> W_Object:
        return self.func()

    @builtin("__repr__")
    def descr_repr(self) -> str:
        return f"<staticmethod({repr_w(self.func())})>"

    @getset("__func__")
    def get_func(self) -> W_Object:
        return self.func()

    @getset("__wrapped__")
    def get_wrapped(self) -> W_Object:
        return self.func()

    @getset("__isabstractmethod__")
    def get_abstract(self) -> bool:
        return is_abstract(self.func())

    @getset("__dict__")
    def get_dict(self) -> W_Object:
        w_dict = self.getdict()
        if w_dict is None:
            return w_None
        return w_dict


@pytype("classmethod", flags=HAS_DICT)
class W_ClassMethod(UserMixin, W_Object):
    """Convert a function to be a class method."""

    w_func: W_Object | None = None

    @builtin("__new__", static=True)
    def descr_new(w_type: W_Type, *args_w: arr[W_Object], **w_kwargs: W_Dict) -> W_Object:
        w_result = W_ClassMethod()
        w_result.init_user(w_type)
        return w_result

    @builtin("__init__")
    def descr_init(self, function: W_Object, /) -> None:
        self.w_func = function
        copy_function_attrs(self, function)

    def func(self) -> W_Object:
        w_func = self.w_func
        if w_func is None:
            raise runtime_error("uninitialized classmethod object")
        return w_func

    @builtin("__get__")
    def descr_get(self, w_obj: W_Object, w_type: W_Object | None = None, /) -> W_Object:
        if w_type is None or w_type is w_None:
            return W_Method(self.func(), w_obj.gettypeobject())
        return W_Method(self.func(), w_type)

    @builtin("__repr__")
    def descr_repr(self) -> str:
        return f"<classmethod({repr_w(self.func())})>"

    @getset("__func__")
    def get_func(self) -> W_Object:
        return self.func()

    @getset("__wrapped__")
    def get_wrapped(self) -> W_Object:
        return self.func()

    @getset("__isabstractmethod__")
    def get_abstract(self) -> bool:
        return is_abstract(self.func())

    @getset("__dict__")
    def get_dict(self) -> W_Object:
        w_dict = self.getdict()
        if w_dict is None:
            return w_None
        return w_dict


def copy_function_attrs(w_obj: W_Object, w_func: W_Object) -> None:
    """What functools.update_wrapper would copy."""
    copy_attr(w_obj, w_func, "__module__")
    copy_attr(w_obj, w_func, "__name__")
    copy_attr(w_obj, w_func, "__qualname__")
    copy_attr(w_obj, w_func, "__doc__")


def copy_attr(w_obj: W_Object, w_func: W_Object, name: str) -> None:
    w_value = find_attr(w_func, name)
    if w_value is not None:
        w_obj.attr_set(name, w_value)


def is_abstract(w_func: W_Object) -> bool:
    w_flag = find_attr(w_func, "__isabstractmethod__")
    return w_flag is not None and is_true(w_flag)


@pytype("classmethod_descriptor", flags=FINAL_TYPE | NO_NEW)
class W_ClassMethodDescr(W_Object):
    """Type of builtin class methods seen in the dictionary of their class."""

    w_func: Final[W_Builtin]

    def __init__(self, w_func: W_Builtin) -> None:
        self.w_func = w_func

    @builtin("__get__")
    def descr_get(self, w_obj: W_Object, w_type: W_Object | None = None, /) -> W_Object:
        if w_type is None or w_type is w_None:
            return W_BoundBuiltin(self.w_func, w_obj.gettypeobject())
        return W_BoundBuiltin(self.w_func, w_type)

    @builtin("__call__")
    def descr_call(self, *args_w: arr[W_Object], **w_kwargs: W_Dict) -> W_Object:
        return call_with_dict(self.w_func, args_w, w_kwargs)

    @builtin("__repr__")
    def descr_repr(self) -> str:
        w_owner = self.w_func.w_owner
        owner = "?"
        if w_owner is not None:
            owner = w_owner.name
        return f"<method '{self.w_func.name}' of '{owner}' objects>"

    @getset("__name__")
    def get_name(self) -> str:
        return self.w_func.name

    @getset("__qualname__")
    def get_qualname(self) -> str:
        return self.w_func.qualname()

    @getset("__doc__")
    def get_doc(self) -> W_Object:
        return self.w_func.get_doc()

    @getset("__objclass__")
    def get_objclass(self) -> W_Object:
        w_owner = self.w_func.w_owner
        if w_owner is None:
            return w_None
        return w_owner
