"""_weakref: references and proxies."""

from python.rpython import Final, arr, builtin, builtin_function, pytype, typeof, weak_get
from python.interpreter.attributes import del_attr, get_attr, set_attr
from python.interpreter.calling import call_with_dict, is_callable
from python.interpreter.errors import reference_error
from python.interpreter.iteration import iterate, next_or_stop
from python.interpreter.operation import (
    binary, compare, contains, delitem, getitem, is_true, length, repr_w, setitem, str_w,
)
from python.interpreter.slots import S_ADD, S_EQ, S_GE, S_GT, S_LE, S_LT, S_MOD, S_MUL, S_NE, S_SUB
from python.objects.base import W_Object
from python.objects.dict_ import W_Dict
from python.objects.flags import NO_NEW
from python.objects.list_ import new_list
from python.objects.module_ import W_Module
from python.objects.singletons import w_None
from python.objects.weakref_ import W_Weakref, make_weakref, refs_of

MODULE: Final = "_weakref"


def init_module(w_module: W_Module) -> None:
    w_module.attr_set("ref", typeof(W_Weakref))
    w_module.attr_set("ReferenceType", typeof(W_Weakref))
    w_module.attr_set("ProxyType", typeof(W_Proxy))
    w_module.attr_set("CallableProxyType", typeof(W_CallableProxy))


@builtin_function
def getweakrefcount(object: W_Object, /) -> int:
    """Return the number of weak references to 'object'."""
    refs = refs_of(object)
    if refs is None:
        return 0
    return refs.count()


@builtin_function
def getweakrefs(object: W_Object, /) -> W_Object:
    """Return a list of all weak reference objects pointing to 'object'."""
    w_list = new_list([])
    refs = refs_of(object)
    if refs is not None:
        for i in range(len(refs.refs)):
            w_ref = weak_get(refs.refs[i])
            if isinstance(w_ref, W_Weakref):
                w_list.append_w(w_ref)
    return w_list


@builtin_function
def _remove_dead_weakref(dct: W_Dict, key: W_Object, /) -> None:
    """Atomically remove key from dict if it points to a dead weakref."""
    w_ref = dct.get(key)
    if isinstance(w_ref, W_Weakref) and w_ref.referent() is None:
        dct.delitem(key)


@builtin_function
def proxy(object: W_Object, callback: W_Object | None = None, /) -> W_Object:
    """Create a proxy object that weakly references 'object'.

    'callback', if given, is called with a reference to the
    proxy when 'object' is about to be finalized."""
    w_callback = callback
    if w_callback is w_None:
        w_callback = None
    w_ref = make_weakref(typeof(W_Weakref), object, w_callback)
    if is_callable(object):
        return W_CallableProxy(w_ref)
    return W_Proxy(w_ref)


@pytype("weakref.ProxyType", flags=NO_NEW)
class W_Proxy(W_Object):
    """Behaves as its referent while that lives."""

    w_ref: W_Object

    def __init__(self, w_ref: W_Object) -> None:
        self.w_ref = w_ref

    def target(self) -> W_Object:
        w_ref = self.w_ref
        if isinstance(w_ref, W_Weakref):
            w_obj = w_ref.referent()
            if w_obj is not None:
                return w_obj
        raise reference_error("weakly-referenced object no longer exists")

    def iter_next(self) -> W_Object | None:
        return self.target().iter_next()

    @builtin("__getattribute__")
    def descr_getattribute(self, name: str, /) -> W_Object:
        return get_attr(self.target(), name)

    @builtin("__setattr__")
    def descr_setattr(self, name: str, value: W_Object, /) -> None:
        set_attr(self.target(), name, value)

    @builtin("__delattr__")
    def descr_delattr(self, name: str, /) -> None:
        del_attr(self.target(), name)

    @builtin("__repr__")
    def descr_repr(self) -> W_Object:
        return repr_w(self.target())

    @builtin("__str__")
    def descr_str(self) -> W_Object:
        return str_w(self.target())

    @builtin("__bool__")
    def descr_bool(self) -> bool:
        return is_true(self.target())

    @builtin("__len__")
    def descr_len(self) -> int:
        return length(self.target())

    @builtin("__getitem__")
    def descr_getitem(self, key: W_Object, /) -> W_Object:
        return getitem(self.target(), key)

    @builtin("__setitem__")
    def descr_setitem(self, key: W_Object, value: W_Object, /) -> None:
        setitem(self.target(), key, value)

    @builtin("__delitem__")
    def descr_delitem(self, key: W_Object, /) -> None:
        delitem(self.target(), key)

    @builtin("__contains__")
    def descr_contains(self, key: W_Object, /) -> bool:
        return contains(self.target(), key)

    @builtin("__iter__")
    def descr_iter(self) -> W_Object:
        return iterate(self.target())

    @builtin("__next__")
    def descr_next(self) -> W_Object:
        return next_or_stop(self.target().iter_next())

    @builtin("__eq__")
    def descr_eq(self, value: W_Object, /) -> W_Object:
        return compare(S_EQ, self.target(), bare(value))

    @builtin("__ne__")
    def descr_ne(self, value: W_Object, /) -> W_Object:
        return compare(S_NE, self.target(), bare(value))

    @builtin("__lt__")
    def descr_lt(self, value: W_Object, /) -> W_Object:
        return compare(S_LT, self.target(), bare(value))

    @builtin("__le__")
    def descr_le(self, value: W_Object, /) -> W_Object:
        return compare(S_LE, self.target(), bare(value))

    @builtin("__gt__")
    def descr_gt(self, value: W_Object, /) -> W_Object:
        return compare(S_GT, self.target(), bare(value))

    @builtin("__ge__")
    def descr_ge(self, value: W_Object, /) -> W_Object:
        return compare(S_GE, self.target(), bare(value))

    @builtin("__add__")
    def descr_add(self, value: W_Object, /) -> W_Object:
        return binary(S_ADD, self.target(), bare(value))

    @builtin("__sub__")
    def descr_sub(self, value: W_Object, /) -> W_Object:
        return binary(S_SUB, self.target(), bare(value))

    @builtin("__mul__")
    def descr_mul(self, value: W_Object, /) -> W_Object:
        return binary(S_MUL, self.target(), bare(value))

    @builtin("__mod__")
    def descr_mod(self, value: W_Object, /) -> W_Object:
        return binary(S_MOD, self.target(), bare(value))


@pytype("weakref.CallableProxyType", base=W_Proxy, flags=NO_NEW)
class W_CallableProxy(W_Proxy):
    """Proxy of something that can be called."""

    @builtin("__call__")
    def descr_call(self, *args_w: arr[W_Object], **w_kwargs: W_Dict) -> W_Object:
        return call_with_dict(self.target(), args_w, w_kwargs)


def bare(w_value: W_Object) -> W_Object:
    """The referent of a proxy operand."""
    if isinstance(w_value, W_Proxy):
        return w_value.target()
    return w_value
