"""isinstance and issubclass."""

from python.rpython import typeof
from python.interpreter.attributes import find_attr
from python.interpreter.calling import call_descr1
from python.interpreter.errors import check_stack, type_error
from python.interpreter.operation import is_true
from python.interpreter.slots import S_INSTANCECHECK, S_SUBCLASSCHECK
from python.objects.base import W_Object
from python.objects.tuple_ import W_Tuple
from python.objects.type_ import W_Type
from python.objects.union_ import W_Union


def isinstance_w(w_obj: W_Object, w_class: W_Object) -> bool:
    check_stack()
    if isinstance(w_class, W_Type) and w_obj.gettypeobject() is w_class:
        return True
    if isinstance(w_class, W_Tuple):
        for w_each in w_class.items:
            if isinstance_w(w_obj, w_each):
                return True
        return False
    w_kind = w_class.gettypeobject()
    if w_kind is typeof(W_Type):
        return plain_isinstance(w_obj, w_class)
    w_check = w_kind.slot(S_INSTANCECHECK)
    if w_check is not None:
        return is_true(call_descr1(w_check, w_class, w_obj))
    return plain_isinstance(w_obj, w_class)


def plain_isinstance(w_obj: W_Object, w_class: W_Object) -> bool:
    """By the type, or by what `__class__` claims."""
    if isinstance(w_class, W_Type):
        if w_obj.gettypeobject().is_subtype(w_class):
            return True
        w_claimed = find_attr(w_obj, "__class__")
        if w_claimed is not None and w_claimed is not w_obj.gettypeobject() and isinstance(w_claimed, W_Type):
            return w_claimed.is_subtype(w_class)
        return False
    if find_attr(w_class, "__bases__") is None:
        raise type_error("isinstance() arg 2 must be a type, a tuple of types, or a union")
    w_own = find_attr(w_obj, "__class__")
    return w_own is not None and abstract_subclass(w_own, w_class)


def issubclass_w(w_derived: W_Object, w_class: W_Object) -> bool:
    check_stack()
    if isinstance(w_class, W_Tuple):
        for w_each in w_class.items:
            if issubclass_w(w_derived, w_each):
                return True
        return False
    w_kind = w_class.gettypeobject()
    if w_kind is typeof(W_Type):
        if w_derived is w_class:
            return True
        return plain_issubclass(w_derived, w_class)
    w_check = w_kind.slot(S_SUBCLASSCHECK)
    if w_check is not None:
        return is_true(call_descr1(w_check, w_class, w_derived))
    return plain_issubclass(w_derived, w_class)


def plain_issubclass(w_derived: W_Object, w_class: W_Object) -> bool:
    if isinstance(w_derived, W_Type) and isinstance(w_class, W_Type):
        return w_derived.is_subtype(w_class)
    if find_attr(w_derived, "__bases__") is None:
        raise type_error("issubclass() arg 1 must be a class")
    if not isinstance(w_class, W_Union) and find_attr(w_class, "__bases__") is None:
        raise type_error("issubclass() arg 2 must be a class, a tuple of classes, or a union")
    return abstract_subclass(w_derived, w_class)


def abstract_subclass(w_derived: W_Object, w_class: W_Object) -> bool:
    """Through `__bases__`, for objects that behave as classes."""
    check_stack()
    if w_derived is w_class:
        return True
    w_bases = find_attr(w_derived, "__bases__")
    if w_bases is None or not isinstance(w_bases, W_Tuple):
        return False
    for w_base in w_bases.items:
        if abstract_subclass(w_base, w_class):
            return True
    return False
