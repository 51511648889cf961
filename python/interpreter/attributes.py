"""Attribute access: `obj.name`, its generic meaning, and what classes and modules do differently."""

from python.rpython import Final, cast, cold, nonnull, typeof
from python.objects.base import W_Object
from python.objects.dict_ import W_Dict
from python.objects.module_ import W_Module
from python.objects.type_ import W_Type
from python.interpreter.calling import call1, call_descr1, call_descr2
from python.interpreter.descriptors import bind, bind_to_class, descr_delete, descr_set, is_data_descr
from python.interpreter.errors import OperationError, attribute_error, attribute_error_msg, type_error
from python.objects.type_ import type_name
from python.interpreter.slots import S_DELATTR, S_GETATTR, S_GETATTRIBUTE, S_SETATTR
from python.objects.exceptions.special import W_AttributeError


class PendingError:
    """The AttributeError that a look-up answering None has swallowed last."""

    error: OperationError | None = None


pending: Final = PendingError()


def get_attr(w_obj: W_Object, name: str) -> W_Object:
    """obj.name"""
    pending.error = None
    w_value = find_attr(w_obj, name)
    if w_value is None:
        raise missing_attribute(w_obj, name)
    return w_value


def find_attr(w_obj: W_Object, name: str) -> W_Object | None:
    """obj.name; None where that is an AttributeError, without making the exception on the common way."""
    w_type = w_obj.gettypeobject()
    w_getattribute = w_type.slot(S_GETATTRIBUTE)
    if w_getattribute is typeof(W_Object).slot(S_GETATTRIBUTE):
        w_value = generic_get(w_obj, w_type, name)
    elif w_getattribute is typeof(W_Type).slot(S_GETATTRIBUTE):
        w_value = type_get(cast(W_Type, w_obj), name)
    elif w_getattribute is typeof(W_Module).slot(S_GETATTRIBUTE):
        w_value = module_get(cast(W_Module, w_obj), name)
    else:
        w_value = get_or_none(nonnull(w_getattribute), w_obj, name)
    if w_value is None:
        w_getattr = w_type.slot(S_GETATTR)
        if w_getattr is not None:
            return get_or_none(w_getattr, w_obj, name)
    return w_value


def get_or_none(w_method: W_Object, w_obj: W_Object, name: str) -> W_Object | None:
    """Calls `__getattribute__` or `__getattr__`. An AttributeError is kept, so that `get_attr` raises that very one."""
    try:
        return call_descr1(w_method, w_obj, name)
    except OperationError as e:
        if not e.match(typeof(W_AttributeError)):
            raise
        pending.error = e
        return None


def generic_get(w_obj: W_Object, w_type: W_Type, name: str) -> W_Object | None:
    """`object.__getattribute__`: data descriptor, instance attribute, other class attribute."""
    w_descr = w_type.lookup(name)
    if w_descr is not None and is_data_descr(w_descr):
        return bind_or_none(w_descr, w_obj, w_type)
    w_value = w_obj.attr_get(name)
    if w_value is not None:
        return w_value
    if w_descr is None:
        if name == "__dict__":
            return w_obj.getdict()
        return None
    return bind_or_none(w_descr, w_obj, w_type)


def bind_or_none(w_descr: W_Object, w_obj: W_Object, w_type: W_Type) -> W_Object | None:
    """A property may raise AttributeError: that means missing, too."""
    try:
        return bind(w_descr, w_obj, w_type)
    except OperationError as e:
        if not e.match(typeof(W_AttributeError)):
            raise
        pending.error = e
        return None


def type_get(w_cls: W_Type, name: str) -> W_Object | None:
    """`type.__getattribute__`"""
    w_meta = w_cls.gettypeobject()
    w_descr = w_meta.lookup(name)
    if w_descr is not None and is_data_descr(w_descr):
        return bind_or_none(w_descr, w_cls, w_meta)
    w_value = w_cls.lookup(name)
    if w_value is not None:
        return bind_to_class(w_value, w_cls)
    if w_descr is None:
        return None
    return bind_or_none(w_descr, w_cls, w_meta)


def module_get(w_module: W_Module, name: str) -> W_Object | None:
    """`module.__getattribute__`: `__getattr__` of the module's own dictionary last (PEP 562)."""
    w_value = generic_get(w_module, w_module.gettypeobject(), name)
    if w_value is not None:
        return w_value
    w_getattr = w_module.w_dict.get_str("__getattr__")
    if w_getattr is None:
        return None
    try:
        return call1(w_getattr, name)
    except OperationError as e:
        if not e.match(typeof(W_AttributeError)):
            raise
        pending.error = e
        return None


@cold
def missing_attribute(w_obj: W_Object, name: str) -> OperationError:
    error = pending.error
    pending.error = None
    if error is not None:
        return error
    if isinstance(w_obj, W_Module):
        return w_obj.missing(name)
    return attribute_error(w_obj, name)


def set_attr(w_obj: W_Object, name: str, w_value: W_Object) -> None:
    """obj.name = value"""
    w_type = w_obj.gettypeobject()
    w_setattr = w_type.slot(S_SETATTR)
    if w_setattr is typeof(W_Object).slot(S_SETATTR):
        generic_set(w_obj, name, w_value)
    else:
        call_descr2(nonnull(w_setattr), w_obj, name, w_value)


def generic_set(w_obj: W_Object, name: str, w_value: W_Object) -> None:
    """`object.__setattr__`"""
    w_type = w_obj.gettypeobject()
    w_descr = w_type.lookup(name)
    if w_descr is not None and is_data_descr(w_descr):
        if descr_set(w_descr, w_obj, w_value):
            return
        raise attribute_error_msg(w_obj, name, "__set__")
    if w_descr is None and name == "__dict__" and w_obj.has_dict():
        set_dict(w_obj, w_value)
        return
    if w_obj.attr_set(name, w_value):
        return
    raise cannot_set(w_obj, w_descr, name)


def set_dict(w_obj: W_Object, w_value: W_Object) -> None:
    """obj.__dict__ = value"""
    if not isinstance(w_value, W_Dict):
        raise type_error(f"__dict__ must be set to a dictionary, not a '{type_name(w_value)}'")
    w_obj.setdict(w_value)


@cold
def cannot_set(w_obj: W_Object, w_descr: W_Object | None, name: str) -> OperationError:
    kind = type_name(w_obj)
    if w_descr is not None:
        return attribute_error_msg(w_obj, name, f"'{kind}' object attribute '{name}' is read-only")
    if w_obj.has_dict():
        return attribute_error(w_obj, name)
    return attribute_error_msg(
        w_obj, name, f"'{kind}' object has no attribute '{name}' and no __dict__ for setting new attributes"
    )


def del_attr(w_obj: W_Object, name: str) -> None:
    """del obj.name"""
    w_type = w_obj.gettypeobject()
    w_delattr = w_type.slot(S_DELATTR)
    if w_delattr is typeof(W_Object).slot(S_DELATTR):
        generic_del(w_obj, name)
    else:
        call_descr1(nonnull(w_delattr), w_obj, name)


def generic_del(w_obj: W_Object, name: str) -> None:
    """`object.__delattr__`"""
    w_type = w_obj.gettypeobject()
    w_descr = w_type.lookup(name)
    if w_descr is not None and is_data_descr(w_descr):
        if descr_delete(w_descr, w_obj):
            return
        raise attribute_error_msg(w_obj, name, "__delete__")
    if w_obj.attr_del(name):
        return
    if w_descr is not None:
        raise cannot_set(w_obj, w_descr, name)
    raise attribute_error(w_obj, name)


def lookup_special(w_obj: W_Object, name: str) -> W_Object | None:
    """A special method found on the type and bound; None: missing."""
    w_type = w_obj.gettypeobject()
    w_descr = w_type.lookup(name)
    if w_descr is None:
        return None
    return bind(w_descr, w_obj, w_type)


def generic_getattribute(w_obj: W_Object, name: str) -> W_Object:
    """`object.__getattribute__` as a call: raises."""
    pending.error = None
    w_value = generic_get(w_obj, w_obj.gettypeobject(), name)
    if w_value is None:
        raise missing_attribute(w_obj, name)
    return w_value
