"""dict: insertion-ordered mapping."""

from python.interpreter.attributes import find_attr
from python.interpreter.calling import call0, call_descr1
from python.interpreter.errors import key_error, key_error_msg, runtime_error, type_error, value_error
from python.interpreter.iteration import iterate, unpack_iterable
from python.interpreter.operation import eq_w, getitem, is_iterable, repr_w, setitem, wrap_bool
from python.interpreter.slots import S_MISSING
from python.objects.base import W_Object
from python.objects.dict_iter import W_DictKeyIterator, W_DictReverseKeyIterator
from python.objects.dict_strategy import DictStrategy, empty_dict_strategy
from python.objects.dict_views import W_DictItems, W_DictKeys, W_DictValues
from python.objects.flags import MAPPING
from python.objects.generic_alias import class_getitem
from python.objects.repr_guard import repr_enter, repr_leave
from python.objects.singletons import w_None, w_NotImplemented
from python.objects.str_ import W_Str
from python.objects.tuple_ import new_tuple
from python.objects.type_ import W_Type
from python.objects.usermixin import UserMixin
from python.rlib.alloc import alloc_refs
from python.rlib.text import StrBuilder
from python.rpython import arr, builtin, has_class, inline, pytype, typeof


class DictCursor:
    """Walks the entries in order: `while cursor.advance(): cursor.key() ...`.

    If the strategy is replaced on the way, the place is found again by counting.
    """

    w_dict: W_Dict
    strategy: DictStrategy
    position: int
    seen: int

    def __init__(self, w_dict: W_Dict) -> None:
        self.w_dict = w_dict
        self.strategy = w_dict.strategy
        self.position = -1
        self.seen = 0

    def advance(self) -> bool:
        if self.w_dict.strategy is not self.strategy:
            self.resume()
        i = self.strategy.next(self.position + 1)
        if i < 0:
            return False
        self.position = i
        self.seen += 1
        return True

    def resume(self) -> None:
        strategy = self.w_dict.strategy
        self.strategy = strategy
        i = -1
        n = self.seen
        while n > 0:
            next = strategy.next(i + 1)
            if next < 0:
                break
            i = next
            n -= 1
        self.position = i

    def key(self) -> W_Object:
        return self.strategy.key_at(self.position)

    def value(self) -> W_Object:
        return self.strategy.value_at(self.position)


@pytype("dict", flags=MAPPING)
class W_Dict(W_Object):
    """dict() -> new empty dictionary
    dict(mapping) -> new dictionary initialized from a mapping object's
        (key, value) pairs
    dict(iterable) -> new dictionary initialized as if via:
        d = {}
        for k, v in iterable:
            d[k] = v
    dict(**kwargs) -> new dictionary initialized with the name=value pairs
        in the keyword argument list.  For example:  dict(one=1, two=2)
    """

    strategy: DictStrategy

    def __init__(self) -> None:
        self.strategy = empty_dict_strategy

    @inline
    def is_exact(self) -> bool:
        return has_class(self, W_Dict)

    @inline
    def __len__(self) -> int:
        return self.strategy.length()

    def length(self) -> int:
        return self.strategy.length()

    def get(self, w_key: W_Object) -> W_Object | None:
        return self.strategy.get(self, w_key)

    def get_str(self, name: W_Str) -> W_Object | None:
        if name.is_exact():
            return self.strategy.get_str(self, name)
        return self.strategy.get(self, name)

    def setitem(self, w_key: W_Object, w_value: W_Object) -> None:
        self.strategy.set(self, w_key, w_value)

    def set_str(self, name: W_Str, w_value: W_Object) -> None:
        if name.is_exact():
            self.strategy.set_str(self, name, w_value)
        else:
            self.strategy.set(self, name, w_value)

    def delitem(self, w_key: W_Object) -> bool:
        """False: there was no such key."""
        i = self.strategy.find(self, w_key)
        if i < 0:
            return False
        self.strategy.delete_at(i)
        return True

    def del_str(self, name: W_Str) -> bool:
        return self.delitem(name)

    def has_key(self, w_key: W_Object) -> bool:
        return self.strategy.get(self, w_key) is not None

    def cursor(self) -> DictCursor:
        return DictCursor(self)

    def make_empty(self) -> None:
        self.strategy = empty_dict_strategy

    def copy_dict(self) -> W_Dict:
        w_result = W_Dict()
        w_result.strategy = self.strategy.copy()
        return w_result

    def keys_array(self) -> arr[W_Object]:
        result = alloc_refs(self.length())
        cursor = self.cursor()
        n = 0
        while cursor.advance():
            result[n] = cursor.key()
            n += 1
        return result

    # Special methods

    @builtin("__new__", static=True)
    def descr_new(w_type: W_Type, *args: arr[W_Object], **kwargs: W_Dict) -> W_Object:
        if w_type is typeof(W_Dict):
            return W_Dict()
        w_result = W_DictUser()
        w_result.init_user(w_type)
        return w_result

    @builtin("__init__")
    def descr_init(self, *args: arr[W_Object], **kwargs: W_Dict) -> None:
        self.update_from_args("dict", args, kwargs)

    def update_from_args(self, name: str, args: arr[W_Object], w_kwargs: W_Dict) -> None:
        if len(args) > 1:
            raise type_error(f"{name} expected at most 1 argument, got {len(args)}")
        if len(args) == 1:
            update_dict(self, args[0])
        if w_kwargs.length() > 0:
            update_from_dict(self, w_kwargs)

    @builtin("__repr__")
    def descr_repr(self) -> str:
        if self.length() == 0:
            return "{}"
        if not repr_enter(self):
            return "{...}"
        try:
            out = StrBuilder(32)
            out.add("{")
            cursor = self.cursor()
            while cursor.advance():
                w_value = cursor.value()
                if cursor.seen > 1:
                    out.add(", ")
                out.add(repr_w(cursor.key()))
                out.add(": ")
                out.add(repr_w(w_value))
            out.add("}")
            return out.build()
        finally:
            repr_leave(self)

    @builtin("__len__")
    def descr_len(self) -> int:
        return self.strategy.length()

    @builtin("__getitem__")
    def descr_getitem(self, key: W_Object, /) -> W_Object:
        """Return self[key]."""
        w_value = self.strategy.get(self, key)
        if w_value is not None:
            return w_value
        return self.missing(key)

    def missing(self, w_key: W_Object) -> W_Object:
        if not self.is_exact():
            w_missing = self.gettypeobject().slot(S_MISSING)
            if w_missing is not None:
                return call_descr1(w_missing, self, w_key)
        raise key_error(w_key)

    @builtin("__setitem__")
    def descr_setitem(self, key: W_Object, value: W_Object, /) -> None:
        self.strategy.set(self, key, value)

    @builtin("__delitem__")
    def descr_delitem(self, key: W_Object, /) -> None:
        if not self.delitem(key):
            raise key_error(key)

    @builtin("__contains__")
    def descr_contains(self, key: W_Object, /) -> bool:
        """True if the dictionary has the specified key, else False."""
        return self.strategy.get(self, key) is not None

    @builtin("__iter__")
    def descr_iter(self) -> W_Object:
        return W_DictKeyIterator(self)

    @builtin("__reversed__")
    def descr_reversed(self) -> W_Object:
        """Return a reverse iterator over the dict keys."""
        return W_DictReverseKeyIterator(self)

    @builtin("__eq__")
    def descr_eq(self, value: W_Object, /) -> W_Object:
        if not isinstance(value, W_Dict):
            return w_NotImplemented
        return wrap_bool(equal_dicts(self, value))

    @builtin("__ne__")
    def descr_ne(self, value: W_Object, /) -> W_Object:
        if not isinstance(value, W_Dict):
            return w_NotImplemented
        return wrap_bool(not equal_dicts(self, value))

    @builtin("__or__")
    def descr_or(self, value: W_Object, /) -> W_Object:
        if not isinstance(value, W_Dict):
            return w_NotImplemented
        w_result = self.copy_dict()
        update_from_dict(w_result, value)
        return w_result

    @builtin("__ror__")
    def descr_ror(self, value: W_Object, /) -> W_Object:
        if not isinstance(value, W_Dict):
            return w_NotImplemented
        w_result = value.copy_dict()
        update_from_dict(w_result, self)
        return w_result

    @builtin("__ior__")
    def descr_ior(self, value: W_Object, /) -> W_Object:
        update_dict(self, value)
        return self

    @builtin("__sizeof__")
    def descr_sizeof(self) -> int:
        """Return the size of the dict in memory."""
        n = self.length()
        return 64 if n == 0 else 64 + 120 + 24 * n

    @builtin("__class_getitem__", classmethod=True)
    def descr_class_getitem(w_type: W_Type, item: W_Object, /) -> W_Object:
        """See PEP 585"""
        return class_getitem(w_type, item)

    # Methods

    @builtin("get")
    def descr_get(self, key: W_Object, default: W_Object | None = None, /) -> W_Object:
        """Return the value for key if key is in the dictionary, else default."""
        w_value = self.strategy.get(self, key)
        if w_value is not None:
            return w_value
        return w_None if default is None else default

    @builtin
    def setdefault(self, key: W_Object, default: W_Object | None = None, /) -> W_Object:
        """Insert key with a value of default if key is not in the dictionary.

        Return the value for key if key is in the dictionary, else default.
        """
        w_value = self.strategy.get(self, key)
        if w_value is not None:
            return w_value
        w_default = w_None if default is None else default
        self.strategy.set(self, key, w_default)
        return w_default

    @builtin
    def pop(self, key: W_Object, default: W_Object | None = None, /) -> W_Object:
        """D.pop(k[,d]) -> v, remove specified key and return the corresponding value.

        If the key is not found, return the default if given; otherwise,
        raise a KeyError.
        """
        i = self.strategy.find(self, key)
        if i >= 0:
            strategy = self.strategy
            w_value = strategy.value_at(i)
            strategy.delete_at(i)
            return w_value
        if default is None:
            raise key_error(key)
        return default

    @builtin
    def popitem(self) -> W_Object:
        """Remove and return a (key, value) pair as a 2-tuple.

        Pairs are returned in LIFO (last-in, first-out) order.
        Raises KeyError if the dict is empty.
        """
        strategy = self.strategy
        i = strategy.prev(strategy.limit())
        if i < 0:
            raise key_error_msg("popitem(): dictionary is empty")
        w_pair = new_tuple([strategy.key_at(i), strategy.value_at(i)])
        strategy.delete_at(i)
        return w_pair

    @builtin
    def keys(self) -> W_Object:
        """Return a set-like object providing a view on the dict's keys."""
        return W_DictKeys(self)

    @builtin
    def values(self) -> W_Object:
        """Return an object providing a view on the dict's values."""
        return W_DictValues(self)

    @builtin
    def items(self) -> W_Object:
        """Return a set-like object providing a view on the dict's items."""
        return W_DictItems(self)

    @builtin
    def update(self, *args: arr[W_Object], **kwargs: W_Dict) -> None:
        """D.update([E, ]**F) -> None.  Update D from mapping/iterable E and F.

        If E is present and has a .keys() method, then does:  for k in E.keys(): D[k] = E[k]
        If E is present and lacks a .keys() method, then does:  for k, v in E: D[k] = v
        In either case, this is followed by: for k in F:  D[k] = F[k]
        """
        self.update_from_args("update", args, kwargs)

    @builtin
    def clear(self) -> None:
        """Remove all items from the dict."""
        self.make_empty()

    @builtin
    def copy(self) -> W_Object:
        """Return a shallow copy of the dict."""
        return self.copy_dict()

    @builtin(classmethod=True)
    def fromkeys(w_type: W_Type, iterable: W_Object, value: W_Object | None = None, /) -> W_Object:
        """Create a new dictionary with keys from iterable and values set to value."""
        w_value = w_None if value is None else value
        w_result = W_Dict() if w_type is typeof(W_Dict) else call0(w_type)
        w_iter = iterate(iterable)
        while True:
            w_key = w_iter.iter_next()
            if w_key is None:
                return w_result
            if isinstance(w_result, W_Dict) and w_result.is_exact():
                w_result.setitem(w_key, w_value)
            else:
                setitem(w_result, w_key, w_value)


class W_DictUser(UserMixin, W_Dict):
    """Instance of a subclass of dict."""


def equal_dicts(w_a: W_Dict, w_b: W_Dict) -> bool:
    if w_a.length() != w_b.length():
        return False
    cursor = w_a.cursor()
    while cursor.advance():
        w_value = cursor.value()
        w_other = w_b.get(cursor.key())
        if w_other is None or not eq_w(w_value, w_other):
            return False
    return True


def update_dict(w_dict: W_Dict, w_source: W_Object) -> None:
    """`dict.update` from a mapping or an iterable of pairs."""
    if isinstance(w_source, W_Dict) and w_source.is_exact():
        update_from_dict(w_dict, w_source)
        return
    w_keys = find_attr(w_source, "keys")
    if w_keys is not None:
        w_iter = iterate(call0(w_keys))
        while True:
            w_key = w_iter.iter_next()
            if w_key is None:
                return
            w_dict.setitem(w_key, getitem(w_source, w_key))
    update_from_pairs(w_dict, w_source)


def update_from_dict(w_dict: W_Dict, w_source: W_Dict) -> None:
    if w_dict is w_source:
        return
    if w_dict.length() == 0:
        w_dict.strategy = w_source.strategy.copy()
        return
    n = w_source.length()
    cursor = w_source.cursor()
    while cursor.advance():
        w_dict.setitem(cursor.key(), cursor.value())
        if w_source.length() != n:
            raise runtime_error("dict mutated during update")


def update_from_pairs(w_dict: W_Dict, w_source: W_Object) -> None:
    w_iter = iterate(w_source)
    i = 0
    while True:
        w_pair = w_iter.iter_next()
        if w_pair is None:
            return
        if not is_iterable(w_pair):
            raise type_error("object is not iterable")
        pair = unpack_iterable(w_pair)
        if len(pair) != 2:
            raise value_error(f"dictionary update sequence element #{i} has length {len(pair)}; 2 is required")
        w_dict.setitem(pair[0], pair[1])
        i += 1
