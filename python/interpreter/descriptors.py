"""Binding of what a type look-up found."""

from python.rpython import typeof
from python.objects.base import W_Object
from python.objects.builtin_ import W_BoundBuiltin, W_Builtin
from python.objects.function import W_Function
from python.objects.getset import W_GetSet
from python.objects.member import W_Member
from python.objects.method import W_Method
from python.objects.property_ import W_Property
from python.objects.singletons import w_None
from python.objects.static_method import W_ClassMethod, W_ClassMethodDescr, W_StaticMethod
from python.objects.type_ import W_Type
from python.interpreter.calling import call_descr1, call_descr2
from python.interpreter.slots import S_DELETE, S_GET, S_SET


def bind(w_descr: W_Object, w_obj: W_Object, w_type: W_Type) -> W_Object:
    """`type(descr).__get__(descr, obj, type)`, or the value itself when it is no descriptor."""
    if isinstance(w_descr, W_Function):
        return W_Method(w_descr, w_obj)
    if isinstance(w_descr, W_Builtin):
        if w_descr.is_method:
            return W_BoundBuiltin(w_descr, w_obj)
        return w_descr
    w_get = w_descr.gettypeobject().slot(S_GET)
    if w_get is None:
        return w_descr
    return call_descr2(w_get, w_descr, w_obj, w_type)


def bind_to_class(w_descr: W_Object, w_type: W_Type) -> W_Object:
    """`type(descr).__get__(descr, None, type)`: what an attribute of a class gives."""
    if isinstance(w_descr, W_Function):
        return w_descr
    if isinstance(w_descr, W_Builtin):
        return w_descr
    w_get = w_descr.gettypeobject().slot(S_GET)
    if w_get is None:
        return w_descr
    return call_descr2(w_get, w_descr, w_None, w_type)


def is_data_descr(w_descr: W_Object) -> bool:
    """Whether it has `__set__` or `__delete__` and so comes before the instance dictionary."""
    if isinstance(w_descr, (W_Function, W_Builtin)):
        return False
    w_type = w_descr.gettypeobject()
    return w_type.slot(S_SET) is not None or w_type.slot(S_DELETE) is not None


def descr_set(w_descr: W_Object, w_obj: W_Object, w_value: W_Object) -> bool:
    """`__set__`; False: it has none (nor `__delete__`, which makes that an error)."""
    w_type = w_descr.gettypeobject()
    w_set = w_type.slot(S_SET)
    if w_set is not None:
        call_descr2(w_set, w_descr, w_obj, w_value)
        return True
    return False


def descr_delete(w_descr: W_Object, w_obj: W_Object) -> bool:
    w_delete = w_descr.gettypeobject().slot(S_DELETE)
    if w_delete is None:
        return False
    call_descr1(w_delete, w_descr, w_obj)
    return True
