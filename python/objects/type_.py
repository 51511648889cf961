"""type: data of a class, the MRO look-up with its global cache, and the per-type cache of special methods.

`version` names a state of a type: it changes with every change of the type or of one of its bases, so that
(version, name) -> attribute may be cached anywhere. 0: no version given yet.
"""

from python.rpython import Any, Final, Weak, arr, arr_copy, cast, i32, pytype, typeof, weak_get, weak_new
from python.objects.base import W_Object
from python.objects.flags import HEAP_TYPE
from python.objects.shape import Shape
from python.interpreter.nametable import NameTable
from python.interpreter.slots import N_SLOTS, SLOT_NAMES, S_GETATTRIBUTE
from python.objects.str_ import str_hash

CACHE_SIZE: Final = 4096


@pytype("type")
class W_Type(W_Object):
    """type(object) -> the object's type
    type(name, bases, dict, **kwds) -> a new type"""

    name: str
    qualname: str
    flags: int
    w_meta: W_Type | None
    base: W_Type | None
    bases: arr[W_Type]
    mro: arr[W_Type]
    table: NameTable[W_Object]
    layout: W_Type | None  # the builtin type whose instance layout this one extends; None: itself
    nslots: i32 = 0  # storage slots of `__slots__` members, inherited ones included
    slots_hint: i32 = 0  # storage that instances start with
    has_instance_dict: bool = False
    has_weakrefs: bool = False
    version: int = 0
    slot_cache: arr[W_Object | None]
    root_shape: Shape | None = None
    shape_with_dict: Shape | None = None
    subclasses: arr[Weak]
    weakrefs: Any | None = None

    def __init__(self, name: str, base: W_Type | None, flags: int) -> None:
        self.name = name
        self.qualname = name
        self.flags = flags
        self.w_meta = None
        self.base = base
        self.table = NameTable[W_Object]()
        self.layout = None
        self.slot_cache = arr[W_Object | None](N_SLOTS)
        self.subclasses = arr[Weak](0)
        if base is None:
            self.bases = arr[W_Type](0)
            self.mro = [self]
        else:
            self.bases = [base]
            self.mro = arr[W_Type](len(base.mro) + 1)
            self.mro[0] = self
            arr_copy(base.mro, 0, self.mro, 1, len(base.mro))

    def gettypeobject(self) -> W_Type:
        w_meta = self.w_meta
        if w_meta is None:
            return typeof(W_Type)
        return w_meta

    def is_heap_type(self) -> bool:
        return (self.flags & HEAP_TYPE) != 0

    def layout_type(self) -> W_Type:
        layout = self.layout
        if layout is None:
            return self
        return layout

    # Look-up.

    def lookup_in(self, name: str) -> W_Object | None:
        """The attribute in this class alone."""
        return self.table.get(name)

    def lookup(self, name: str) -> W_Object | None:
        """The attribute along the MRO, unbound."""
        if self.version == 0:
            self.version = type_versions.next()
        key = (str_hash(name) ^ (self.version * 31)) & (CACHE_SIZE - 1)
        if method_cache.versions[key] == self.version and method_cache.names[key] is name:
            return method_cache.values[key]
        w_value = self.lookup_uncached(name)
        method_cache.versions[key] = self.version
        method_cache.names[key] = name
        method_cache.values[key] = w_value
        return w_value

    def lookup_uncached(self, name: str) -> W_Object | None:
        mro = self.mro
        for i in range(len(mro)):
            w_value = mro[i].table.get(name)
            if w_value is not None:
                return w_value
        return None

    def lookup_where(self, name: str) -> W_Type | None:
        """The class along the MRO that has the attribute."""
        mro = self.mro
        for i in range(len(mro)):
            if mro[i].table.get(name) is not None:
                return mro[i]
        return None

    def slot(self, slot: int) -> W_Object | None:
        """The special method number `slot` (see slots.py) along the MRO, unbound."""
        w_value = self.slot_cache[slot]
        if w_value is None:
            w_value = self.fill_slot(slot)
        if w_value is w_absent:
            return None
        return w_value

    def fill_slot(self, slot: int) -> W_Object:
        w_value = self.lookup_uncached(SLOT_NAMES[slot])
        if w_value is None:
            w_value = w_absent
        self.slot_cache[slot] = w_value
        return w_value

    def is_subtype(self, w_other: W_Type) -> bool:
        """Along the MRO; `__subclasscheck__` plays no part."""
        if self is w_other:
            return True
        mro = self.mro
        for i in range(len(mro)):
            if mro[i] is w_other:
                return True
        return False

    # Change.

    def set_in(self, name: str, w_value: W_Object) -> None:
        self.table.set(name, w_value)
        self.changed()

    def del_in(self, name: str) -> bool:
        if not self.table.remove(name):
            return False
        self.changed()
        return True

    def changed(self) -> None:
        """Drops what was cached about this type and all below it."""
        if self.version == 0 and len(self.subclasses) == 0:
            self.slot_cache = arr[W_Object | None](N_SLOTS)
            return
        self.version = 0
        self.slot_cache = arr[W_Object | None](N_SLOTS)
        for i in range(len(self.subclasses)):
            w_sub = weak_get(self.subclasses[i])
            if w_sub is not None:
                cast(W_Type, w_sub).changed()

    def add_subclass(self, w_sub: W_Type) -> None:
        """Dead entries are dropped on the way."""
        live = 0
        for i in range(len(self.subclasses)):
            if weak_get(self.subclasses[i]) is not None:
                live = live + 1
        grown = arr[Weak](live + 1)
        n = 0
        for i in range(len(self.subclasses)):
            if weak_get(self.subclasses[i]) is not None:
                grown[n] = self.subclasses[i]
                n = n + 1
        grown[n] = weak_new(w_sub)
        self.subclasses = grown

    # Instances.

    def has_custom_getattribute(self) -> bool:
        """Whether attribute look-up is not the one of `object`."""
        return self.slot(S_GETATTRIBUTE) is not typeof(W_Object).slot(S_GETATTRIBUTE)

    def instance_shape(self) -> Shape:
        shape = self.root_shape
        if shape is None:
            shape = Shape(self, None, None, self.nslots, False)
            self.root_shape = shape
        return shape

    def dict_shape(self) -> Shape:
        shape = self.shape_with_dict
        if shape is None:
            shape = Shape(self, None, None, i32(self.nslots + 1), True)
            self.shape_with_dict = shape
        return shape

    # Attribute storage of the class as an object: `attr_get` sees the class's own dictionary only.

    def attr_get(self, name: str) -> W_Object | None:
        return self.lookup(name)

    def attr_set(self, name: str, w_value: W_Object) -> bool:
        self.set_in(name, w_value)
        return True

    def attr_del(self, name: str) -> bool:
        return self.del_in(name)

    def has_dict(self) -> bool:
        return True

    def get_weakrefs(self) -> Any | None:
        return self.weakrefs

    def set_weakrefs(self, refs: Any | None) -> bool:
        self.weakrefs = refs
        return True


class W_Absent(W_Object):
    """Marks a special method known to be missing in `slot_cache`."""


class MethodCache:
    versions: arr[int]
    names: arr[str | None]
    values: arr[W_Object | None]

    def __init__(self) -> None:
        self.versions = arr[int](CACHE_SIZE)
        self.names = arr[str | None](CACHE_SIZE)
        self.values = arr[W_Object | None](CACHE_SIZE)


class TypeVersions:
    last: int = 0

    def next(self) -> int:
        self.last = self.last + 1
        return self.last


w_absent: Final = W_Absent()
method_cache: Final = MethodCache()
type_versions: Final = TypeVersions()


def type_name(w_obj: W_Object) -> str:
    """Name of the object's type, for messages."""
    return w_obj.gettypeobject().name
