"""Calling a class: `type.__call__`, `__new__` and `__init__`."""

from python.rpython import arr, cold, typeof
from python.objects.base import W_Object
from python.objects.flags import ABSTRACT_TYPE, NO_NEW
from python.objects.singletons import w_None
from python.objects.str_ import W_Str
from python.objects.type_ import W_Type, type_name
from python.interpreter.attributes import find_attr
from python.interpreter.calling import call_descr, call_through_type, prepend
from python.interpreter.descriptors import bind_to_class
from python.interpreter.errors import OperationError, type_error
from python.interpreter.iteration import unpack_iterable
from python.interpreter.slots import S_CALL, S_INIT, S_NEW
from python.rlib.text import str_compare


def call_type(w_type: W_Type, args: arr[W_Object], names: arr[str] | None) -> W_Object:
    """A class in call position: its metaclass may have a `__call__` of its own."""
    if w_type.gettypeobject().slot(S_CALL) is typeof(W_Type).slot(S_CALL):
        return instantiate(w_type, args, names)
    return call_through_type(w_type, args, names)


def instantiate(w_type: W_Type, args: arr[W_Object], names: arr[str] | None) -> W_Object:
    """type.__call__"""
    if w_type is typeof(W_Type) and len(args) == 1 and names is None:
        return args[0].gettypeobject()
    if (w_type.flags & NO_NEW) != 0:
        raise type_error(f"cannot create '{w_type.full_name()}' instances")
    w_new = w_type.slot(S_NEW)
    if w_new is None:
        raise type_error(f"cannot create '{w_type.full_name()}' instances")
    w_obj = bind_to_class(w_new, w_type).call_args(prepend(w_type, args), names)
    w_result_type = w_obj.gettypeobject()
    if not w_result_type.is_subtype(w_type):
        return w_obj
    w_init = w_result_type.slot(S_INIT)
    w_object_type = typeof(W_Object)
    if w_init is None or (w_init is w_object_type.slot(S_INIT) and w_new is not w_object_type.slot(S_NEW)):
        return w_obj
    w_result = call_descr(w_init, w_obj, args, names)
    if w_result is not w_None:
        raise type_error(f"__init__() should return None, not '{type_name(w_result)}'")
    return w_obj


def check_abstract(w_type: W_Type) -> None:
    if (w_type.flags & ABSTRACT_TYPE) != 0:
        raise abstract_error(w_type)


@cold
def abstract_error(w_type: W_Type) -> OperationError:
    w_names = find_attr(w_type, "__abstractmethods__")
    text: str = ""
    count = 0
    if w_names is not None:
        names = sorted_names(unpack_iterable(w_names))
        count = len(names)
        for i in range(count):
            if i > 0:
                text = text + ", "
            text = text + "'" + names[i] + "'"
    plural = "s"
    if count == 1:
        plural = ""
    return type_error(
        f"Can't instantiate abstract class {w_type.name} "
        f"without an implementation for abstract method{plural} {text}"
    )


def sorted_names(items: arr[W_Object]) -> arr[str]:
    """The strings among the items, in order (few: insertion)."""
    names = arr[str](len(items))
    n = 0
    for i in range(len(items)):
        w_name = items[i]
        if isinstance(w_name, W_Str):
            k = n
            while k > 0 and str_compare(names[k - 1], w_name) > 0:
                names[k] = names[k - 1]
                k = k - 1
            names[k] = w_name
            n = n + 1
    return names
