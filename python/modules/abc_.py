"""_abc: the registries and caches behind abc.ABCMeta. Caches are keyed by the unique id of a class, so they keep none alive."""

from python.rpython import Final, arr, builtin_function, cast, pytype, typeof, unique_id
from python.interpreter.attributes import find_attr, get_attr, set_attr
from python.interpreter.calling import call_method0, call_method1
from python.interpreter.errors import runtime_error, type_error
from python.interpreter.iteration import unpack_iterable
from python.interpreter.operation import is_true
from python.interpreter.subclassing import issubclass_w
from python.objects.base import W_Object
from python.objects.dict_ import W_Dict
from python.objects.flags import MAPPING, NO_NEW, SEQUENCE
from python.objects.int_ import W_Int
from python.objects.set_ import W_FrozenSet
from python.objects.singletons import w_False, w_NotImplemented, w_True
from python.objects.str_ import W_Str
from python.objects.tuple_ import new_tuple
from python.objects.type_ import W_Type
from python.objects.weakref_ import W_Weakref, make_weakref

MODULE: Final = "_abc"
TPFLAGS_SEQUENCE: Final = 32
TPFLAGS_MAPPING: Final = 64


class CacheToken:
    """Counts the registrations: negative answers older than the last one may be wrong."""

    value: int = 0


cache_token: Final = CacheToken()


@pytype("_abc._abc_data", flags=NO_NEW)
class W_AbcData(W_Object):
    registry: W_Dict  # id -> weak reference
    cache: W_Dict
    negative: W_Dict
    negative_version: int

    def __init__(self) -> None:
        self.registry = W_Dict()
        self.cache = W_Dict()
        self.negative = W_Dict()
        self.negative_version = cache_token.value


def data_of(w_class: W_Object) -> W_AbcData:
    w_data = get_attr(w_class, "_abc_impl")
    if not isinstance(w_data, W_AbcData):
        raise type_error("_abc_impl is set to a wrong type")
    return w_data


def key_of(w_class: W_Object) -> W_Object:
    return W_Int(unique_id(w_class))


def is_abstract(w_value: W_Object | None) -> bool:
    if w_value is None:
        return False
    w_flag = find_attr(w_value, "__isabstractmethod__")
    return w_flag is not None and is_true(w_flag)


@builtin_function
def get_cache_token() -> int:
    """Returns the current ABC cache token.

    The token is an opaque object (supporting equality testing) identifying the
    current version of the ABC cache for virtual subclasses. The token changes
    with every call to register() on any ABC."""
    return cache_token.value


@builtin_function
def _abc_init(self: W_Object, /) -> None:
    """Internal ABC helper for class set-up. Should be never used outside abc module."""
    if not isinstance(self, W_Type):
        raise type_error("_abc_init: a class is needed")
    w_names = W_FrozenSet()
    names = self.table.names()
    for i in range(len(names)):
        if is_abstract(self.table.get(names[i])):
            w_names.add_w(names[i])
    for i in range(len(self.bases)):
        add_inherited(self, self.bases[i], w_names)
    set_attr(self, "__abstractmethods__", w_names)
    take_collection_flag(self)
    self.set_in("_abc_impl", W_AbcData())


def add_inherited(w_class: W_Type, w_base: W_Type, w_names: W_FrozenSet) -> None:
    w_inherited = find_attr(w_base, "__abstractmethods__")
    if w_inherited is None:
        return
    items = unpack_iterable(w_inherited)
    for i in range(len(items)):
        w_name = items[i]
        if isinstance(w_name, W_Str) and is_abstract(find_attr(w_class, w_name)):
            w_names.add_w(w_name)


def take_collection_flag(w_class: W_Type) -> None:
    """`__abc_tpflags__` says whether the class matches sequence or mapping patterns."""
    w_flags = w_class.table.get("__abc_tpflags__")
    if not isinstance(w_flags, W_Int):
        return
    if (w_flags.value & TPFLAGS_SEQUENCE) != 0:
        w_class.flags = w_class.flags | SEQUENCE
    if (w_flags.value & TPFLAGS_MAPPING) != 0:
        w_class.flags = w_class.flags | MAPPING
    w_class.del_in("__abc_tpflags__")


@builtin_function
def _abc_register(self: W_Object, subclass: W_Object, /) -> W_Object:
    """Internal ABC helper for subclasss registration. Should be never used outside abc module."""
    if not isinstance(subclass, W_Type):
        raise type_error("Can only register classes")
    if issubclass_w(subclass, self):
        return subclass
    if issubclass_w(self, subclass):
        raise runtime_error("Refusing to create an inheritance cycle")
    data = data_of(self)
    data.registry.setitem(key_of(subclass), make_weakref(typeof(W_Weakref), subclass, None))
    cache_token.value = cache_token.value + 1
    if isinstance(self, W_Type):
        set_collection_flags(subclass, self.flags & (SEQUENCE | MAPPING))
    return subclass


def set_collection_flags(w_class: W_Type, flags: int) -> None:
    if flags == 0:
        return
    w_class.flags = w_class.flags | flags
    items = unpack_iterable(w_class.descr_subclasses())
    for i in range(len(items)):
        set_collection_flags(cast(W_Type, items[i]), flags)


@builtin_function
def _abc_instancecheck(self: W_Object, instance: W_Object, /) -> W_Object:
    """Internal ABC helper for instance checks. Should be never used outside abc module."""
    data = data_of(self)
    w_type: W_Object = instance.gettypeobject()
    w_class = get_attr(instance, "__class__")
    if data.cache.get(key_of(w_class)) is not None:
        return w_True
    if w_class is w_type:
        if data.negative_version == cache_token.value and data.negative.get(key_of(w_class)) is not None:
            return w_False
        return call_method1(self, "__subclasscheck__", w_class)
    w_result = call_method1(self, "__subclasscheck__", w_class)
    if is_true(w_result):
        return w_result
    return call_method1(self, "__subclasscheck__", w_type)


@builtin_function
def _abc_subclasscheck(self: W_Object, subclass: W_Object, /) -> bool:
    """Internal ABC helper for subclasss checks. Should be never used outside abc module."""
    if not isinstance(subclass, W_Type):
        raise type_error("issubclass() arg 1 must be a class")
    data = data_of(self)
    w_key = key_of(subclass)
    if data.cache.get(w_key) is not None:
        return True
    if data.negative_version < cache_token.value:
        data.negative = W_Dict()
        data.negative_version = cache_token.value
    elif data.negative.get(w_key) is not None:
        return False
    w_hook = call_method1(self, "__subclasshook__", subclass)
    if w_hook is w_True:
        data.cache.setitem(w_key, w_True)
        return True
    if w_hook is w_False:
        data.negative.setitem(w_key, w_True)
        return False
    if w_hook is not w_NotImplemented:
        raise type_error("__subclasshook__ must return either False, True, or NotImplemented")
    found = isinstance(self, W_Type) and subclass.is_subtype(self)
    if found or in_registry(data, subclass) or below_subclass(self, subclass):
        data.cache.setitem(w_key, w_True)
        return True
    data.negative.setitem(w_key, w_True)
    return False


def in_registry(data: W_AbcData, w_class: W_Type) -> bool:
    if data.registry.get(key_of(w_class)) is not None:
        return True
    keys = data.registry.keys_array()
    for i in range(len(keys)):
        w_ref = data.registry.get(keys[i])
        if isinstance(w_ref, W_Weakref):
            w_registered = w_ref.referent()
            if w_registered is not None and issubclass_w(w_class, w_registered):
                return True
    return False


def below_subclass(w_abc: W_Object, w_class: W_Type) -> bool:
    subclasses = unpack_iterable(call_method0(w_abc, "__subclasses__"))
    for i in range(len(subclasses)):
        if issubclass_w(w_class, subclasses[i]):
            return True
    return False


@builtin_function
def _get_dump(self: W_Object, /) -> W_Object:
    """Internal ABC helper for cache and registry debugging.

    Return shallow copies of registry, of both caches, and
    negative cache version. Don't call this function directly,
    instead use ABC._dump_registry() for a nice repr."""
    data = data_of(self)
    parts: arr[W_Object] = [data.registry, data.cache, data.negative, W_Int(data.negative_version)]
    return new_tuple(parts)


@builtin_function
def _reset_registry(self: W_Object, /) -> None:
    """Internal ABC helper to reset registry of a given class."""
    data_of(self).registry = W_Dict()


@builtin_function
def _reset_caches(self: W_Object, /) -> None:
    """Internal ABC helper to reset both caches of a given class."""
    data = data_of(self)
    data.cache = W_Dict()
    data.negative = W_Dict()
