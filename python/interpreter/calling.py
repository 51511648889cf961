"""Calls: any callable with positional arguments in an array, keyword names beside it."""

from python.rpython import arr, arr_copy, cold
from python.objects.base import W_Object
from python.objects.builtin_ import W_Builtin
from python.objects.dict_ import W_Dict
from python.objects.function import W_Function
from python.objects.str_ import W_Str
from python.objects.type_ import type_name
from python.interpreter.attributes import get_attr
from python.interpreter.descriptors import bind
from python.interpreter.errors import OperationError, check_stack, type_error
from python.interpreter.slots import S_CALL


def call(w_func: W_Object, args: arr[W_Object]) -> W_Object:
    return w_func.call_args(args, None)


def call_kw(w_func: W_Object, args: arr[W_Object], names: arr[str]) -> W_Object:
    """The last `len(names)` arguments are passed by keyword."""
    if len(names) == 0:
        return w_func.call_args(args, None)
    return w_func.call_args(args, names)


def call0(w_func: W_Object) -> W_Object:
    if isinstance(w_func, W_Builtin):
        fn = w_func.fn0
        if fn is not None:
            return fn()
    return w_func.call_args(arr[W_Object](0), None)


def call1(w_func: W_Object, w_a: W_Object) -> W_Object:
    if isinstance(w_func, W_Builtin):
        fn = w_func.fn1
        if fn is not None:
            return fn(w_a)
    return w_func.call_args([w_a], None)


def call2(w_func: W_Object, w_a: W_Object, w_b: W_Object) -> W_Object:
    if isinstance(w_func, W_Builtin):
        fn = w_func.fn2
        if fn is not None:
            return fn(w_a, w_b)
    return w_func.call_args([w_a, w_b], None)


def call3(w_func: W_Object, w_a: W_Object, w_b: W_Object, w_c: W_Object) -> W_Object:
    if isinstance(w_func, W_Builtin):
        fn = w_func.fn3
        if fn is not None:
            return fn(w_a, w_b, w_c)
    return w_func.call_args([w_a, w_b, w_c], None)


def prepend(w_first: W_Object, args: arr[W_Object]) -> arr[W_Object]:
    result = arr[W_Object](len(args) + 1)
    result[0] = w_first
    arr_copy(args, 0, result, 1, len(args))
    return result


def takes_self(w_descr: W_Object) -> bool:
    """Whether binding followed by a call is a call with self put first."""
    return isinstance(w_descr, W_Function) or (isinstance(w_descr, W_Builtin) and w_descr.is_method)


def call_descr0(w_descr: W_Object, w_self: W_Object) -> W_Object:
    """Calls a special method found on the type of `w_self`."""
    check_stack()
    if takes_self(w_descr):
        return call1(w_descr, w_self)
    return call0(bind(w_descr, w_self, w_self.gettypeobject()))


def call_descr1(w_descr: W_Object, w_self: W_Object, w_a: W_Object) -> W_Object:
    check_stack()
    if takes_self(w_descr):
        return call2(w_descr, w_self, w_a)
    return call1(bind(w_descr, w_self, w_self.gettypeobject()), w_a)


def call_descr2(w_descr: W_Object, w_self: W_Object, w_a: W_Object, w_b: W_Object) -> W_Object:
    check_stack()
    if takes_self(w_descr):
        return call3(w_descr, w_self, w_a, w_b)
    return call2(bind(w_descr, w_self, w_self.gettypeobject()), w_a, w_b)


def call_descr(w_descr: W_Object, w_self: W_Object, args: arr[W_Object], names: arr[str] | None) -> W_Object:
    check_stack()
    if takes_self(w_descr):
        return w_descr.call_args(prepend(w_self, args), names)
    return bind(w_descr, w_self, w_self.gettypeobject()).call_args(args, names)


def call_through_type(w_obj: W_Object, args: arr[W_Object], names: arr[str] | None) -> W_Object:
    """`__call__` of the type."""
    check_stack()
    w_call = w_obj.gettypeobject().slot(S_CALL)
    if w_call is None:
        raise not_callable(w_obj)
    return call_descr(w_call, w_obj, args, names)


@cold
def not_callable(w_obj: W_Object) -> OperationError:
    return type_error(f"'{type_name(w_obj)}' object is not callable")


def is_callable(w_obj: W_Object) -> bool:
    return w_obj.gettypeobject().slot(S_CALL) is not None


def call_method0(w_obj: W_Object, name: str) -> W_Object:
    """obj.name()"""
    w_descr = plain_method(w_obj, name)
    if w_descr is not None:
        return call1(w_descr, w_obj)
    return call0(get_attr(w_obj, name))


def call_method1(w_obj: W_Object, name: str, w_a: W_Object) -> W_Object:
    w_descr = plain_method(w_obj, name)
    if w_descr is not None:
        return call2(w_descr, w_obj, w_a)
    return call1(get_attr(w_obj, name), w_a)


def call_method2(w_obj: W_Object, name: str, w_a: W_Object, w_b: W_Object) -> W_Object:
    w_descr = plain_method(w_obj, name)
    if w_descr is not None:
        return call3(w_descr, w_obj, w_a, w_b)
    return call2(get_attr(w_obj, name), w_a, w_b)


def call_method(w_obj: W_Object, name: str, args: arr[W_Object]) -> W_Object:
    w_descr = plain_method(w_obj, name)
    if w_descr is not None:
        return w_descr.call_args(prepend(w_obj, args), None)
    return get_attr(w_obj, name).call_args(args, None)


def plain_method(w_obj: W_Object, name: str) -> W_Object | None:
    """The unbound method when `obj.name(...)` is a call with `obj` put first; None: take the long way."""
    w_type = w_obj.gettypeobject()
    if w_type.has_custom_getattribute():
        return None
    w_descr = w_type.lookup(name)
    if w_descr is None or not takes_self(w_descr):
        return None
    if w_obj.attr_get(name) is not None:
        return None
    return w_descr


def call_with_dict(w_func: W_Object, args: arr[W_Object], w_kwargs: W_Dict | None) -> W_Object:
    """func(*args, **kwargs)"""
    if w_kwargs is None or len(w_kwargs) == 0:
        return w_func.call_args(args, None)
    n = len(w_kwargs)
    names = arr[str](n)
    full = arr[W_Object](len(args) + n)
    arr_copy(args, 0, full, 0, len(args))
    flatten_keywords(w_kwargs, names, full, len(args))
    return w_func.call_args(full, names)


def flatten_keywords(w_kwargs: W_Dict, names: arr[str], values: arr[W_Object], start: int) -> None:
    """Keys into `names`, values into `values` from `start`."""
    cursor = w_kwargs.cursor()
    i = 0
    while cursor.advance():
        w_key = cursor.key()
        if not isinstance(w_key, W_Str):
            raise type_error("keywords must be strings")
        names[i] = w_key
        values[start + i] = cursor.value()
        i = i + 1
