"""type: data of a class, the MRO look-up with its global cache, and the per-type cache of special methods.

`version` names a state of a type: it changes with every change of the type or of one of its bases, so that
(version, name) -> attribute may be cached anywhere. 0: no version given yet.
"""

from python.rpython import Any, Final, Weak, arr, arr_copy, builtin, cast, getset, i32, pytype, setter, typeof, weak_get, weak_new
from python.objects.base import W_Object
from python.objects.dict_ import W_Dict
from python.objects.flags import ABSTRACT_TYPE, FINAL_TYPE, HAS_DICT, HEAP_TYPE
from python.objects.int_ import W_Int
from python.objects.list_ import new_list
from python.objects.mappingproxy import W_MappingProxy
from python.objects.shape import Shape
from python.objects.singletons import w_None
from python.objects.str_ import W_Str
from python.objects.tuple_ import new_tuple
from python.objects.type_new import c3, new_class, replace_bases
from python.objects.union_ import union_or
from python.interpreter.attributes import missing_attribute, type_get
from python.interpreter.calling import call1, call_descr2
from python.interpreter.errors import attribute_error_msg, type_error
from python.interpreter.interned import intern_name
from python.interpreter.nametable import NameTable
from python.interpreter.operation import is_true
from python.interpreter.subclassing import plain_isinstance, plain_issubclass
from python.interpreter.type_call import instantiate
from python.modules.operator_ import concat_args, split_keywords
from python.interpreter.slots import N_SLOTS, SLOT_NAMES, S_GET, S_GETATTRIBUTE
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
    has_finalizer: bool = False  # instances have a `__del__`
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
            self.has_instance_dict = base.has_instance_dict
            self.has_finalizer = base.has_finalizer
        if (flags & HAS_DICT) != 0:
            self.has_instance_dict = True
            self.has_weakrefs = True

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
        if name == "__del__":
            self.has_finalizer = True
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

    def drop_subclass(self, w_sub: W_Type) -> None:
        kept = arr[Weak](len(self.subclasses))
        n = 0
        for i in range(len(self.subclasses)):
            if weak_get(self.subclasses[i]) is not w_sub:
                kept[n] = self.subclasses[i]
                n += 1
        self.subclasses = arr[Weak](n)
        arr_copy(kept, 0, self.subclasses, 0, n)

    def add_subclass(self, w_sub: W_Type) -> None:
        """Dead entries are dropped on the way."""
        own = weak_new(w_sub)
        room = arr[Weak](len(self.subclasses) + 1)
        n = 0
        for i in range(len(self.subclasses)):
            if weak_get(self.subclasses[i]) is not None:
                room[n] = self.subclasses[i]
                n = n + 1
        room[n] = own
        # Counted only now: a collection in between may have found more of them dead.
        fitting = arr[Weak](n + 1)
        arr_copy(room, 0, fitting, 0, n + 1)
        self.subclasses = fitting

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
        self.check_mutable(name)
        self.set_in(intern_name(name), w_value)
        return True

    def attr_del(self, name: str) -> bool:
        self.check_mutable(name)
        return self.del_in(name)

    def has_dict(self) -> bool:
        return True

    def get_weakrefs(self) -> Any | None:
        return self.weakrefs

    def set_weakrefs(self, refs: Any | None) -> bool:
        self.weakrefs = refs
        return True

    # Python-level methods.

    @builtin("__new__", static=True)
    def descr_new(w_meta: W_Type, *args: arr[W_Object], **kwargs: W_Dict) -> W_Object:
        if len(args) != 3:
            raise type_error("type() takes 1 or 3 arguments")
        return new_class(w_meta, args[0], args[1], args[2], kwargs)

    @builtin("__init__")
    def descr_init(self, *args: arr[W_Object], **kwargs: W_Dict) -> None:
        if len(args) != 1 and len(args) != 3:
            raise type_error("type.__init__() takes 1 or 3 arguments")

    @builtin("__call__")
    def descr_call(self, *args: arr[W_Object], **kwargs: W_Dict) -> W_Object:
        """Call self as a function."""
        names, values = split_keywords(kwargs)
        if len(names) == 0:
            return instantiate(self, args, None)
        return instantiate(self, concat_args(args, values), names)

    @builtin("__prepare__", classmethod=True)
    def descr_prepare(w_meta: W_Type, *args: arr[W_Object], **kwargs: W_Dict) -> W_Object:
        """Create the namespace for the class statement"""
        return W_Dict()

    @builtin("__getattribute__")
    def descr_getattribute(self, name: str, /) -> W_Object:
        """Return getattr(self, name)."""
        w_value = type_get(self, name)
        if w_value is None:
            raise missing_attribute(self, name)
        return w_value

    @builtin("mro")
    def descr_mro(self) -> W_Object:
        """Return a type's method resolution order."""
        return new_list(array_of_types(c3(self)))

    @builtin("__subclasses__")
    def descr_subclasses(self) -> W_Object:
        """Return a list of immediate subclasses."""
        w_list = new_list([])
        for i in range(len(self.subclasses)):
            w_sub = weak_get(self.subclasses[i])
            if w_sub is not None:
                w_list.append_w(cast(W_Type, w_sub))
        return w_list

    @builtin("__instancecheck__")
    def descr_instancecheck(self, instance: W_Object, /) -> bool:
        """Check if an object is an instance."""
        return plain_isinstance(instance, self)

    @builtin("__subclasscheck__")
    def descr_subclasscheck(self, subclass: W_Object, /) -> bool:
        """Check if a class is a subclass."""
        return plain_issubclass(subclass, self)

    @builtin("__repr__")
    def descr_repr(self) -> str:
        module = self.module_name()
        if module == "builtins":
            return f"<class '{self.qualname}'>"
        return f"<class '{module}.{self.qualname}'>"

    @builtin("__dir__")
    def descr_dir(self) -> W_Object:
        """Specialized __dir__ implementation for types."""
        w_names = W_Dict()
        for i in range(len(self.mro)):
            names = self.mro[i].table.names()
            for k in range(len(names)):
                w_names.set_str(names[k], self)
        return new_list(w_names.keys_array())

    @builtin("__or__")
    def descr_or(self, value: W_Object, /) -> W_Object:
        return union_or(self, value)

    @builtin("__ror__")
    def descr_ror(self, value: W_Object, /) -> W_Object:
        return union_or(value, self)

    @getset("__name__")
    def get_name(self) -> str:
        return self.name

    @setter("__name__")
    def set_name(self, w_value: W_Object) -> None:
        self.check_mutable("__name__")
        if not isinstance(w_value, W_Str):
            raise type_error(f"can only assign string to {self.name}.__name__, not '{type_name(w_value)}'")
        self.name = w_value

    @getset("__qualname__")
    def get_qualname(self) -> str:
        return self.qualname

    @setter("__qualname__")
    def set_qualname(self, w_value: W_Object) -> None:
        self.check_mutable("__qualname__")
        if not isinstance(w_value, W_Str):
            raise type_error(f"can only assign string to {self.name}.__qualname__, not '{type_name(w_value)}'")
        self.qualname = w_value

    def check_mutable(self, attribute: str) -> None:
        if not self.is_heap_type():
            raise type_error(f"cannot set '{attribute}' attribute of immutable type '{self.name}'")

    @getset("__module__")
    def get_module(self) -> W_Object:
        w_module = self.table.get("__module__")
        if w_module is None:
            return "builtins"
        return w_module

    @setter("__module__")
    def set_module(self, w_value: W_Object) -> None:
        self.check_mutable("__module__")
        self.set_in("__module__", w_value)

    def module_name(self) -> str:
        """For messages and reprs."""
        w_module = self.table.get("__module__")
        if w_module is not None and isinstance(w_module, W_Str):
            return w_module
        return "builtins"

    def full_name(self) -> str:
        """`module.name`, without the module for builtins."""
        module = self.module_name()
        if module == "builtins":
            return self.name
        return f"{module}.{self.name}"

    @getset("__doc__")
    def get_doc(self) -> W_Object:
        w_doc = self.table.get("__doc__")
        if w_doc is None:
            return w_None
        w_get = w_doc.gettypeobject().slot(S_GET)
        if w_get is not None and self.is_heap_type():
            return call_descr2(w_get, w_doc, w_None, self)
        return w_doc

    @setter("__doc__")
    def set_doc(self, w_value: W_Object) -> None:
        self.check_mutable("__doc__")
        self.set_in("__doc__", w_value)

    @getset("__bases__")
    def get_bases(self) -> W_Object:
        return new_tuple(array_of_types(self.bases))

    @setter("__bases__")
    def set_bases(self, w_value: W_Object) -> None:
        self.check_mutable("__bases__")
        replace_bases(self, w_value)

    @getset("__base__")
    def get_base(self) -> W_Object:
        base = self.base
        if base is None:
            return w_None
        return base

    @getset("__mro__")
    def get_mro(self) -> W_Object:
        return new_tuple(array_of_types(self.mro))

    @getset("__dict__")
    def get_dict(self) -> W_Object:
        """A read-only picture of the class's own attributes."""
        w_dict = W_Dict()
        names = self.table.names()
        for i in range(len(names)):
            w_value = self.table.get(names[i])
            if w_value is not None:
                w_dict.set_str(names[i], w_value)
        return W_MappingProxy(w_dict)

    @getset("__abstractmethods__")
    def get_abstractmethods(self) -> W_Object:
        w_names = self.table.get("__abstractmethods__")
        if w_names is None:
            raise attribute_error_msg(self, "__abstractmethods__", f"type object '{self.name}' has no attribute '__abstractmethods__'")
        return w_names

    @setter("__abstractmethods__")
    def set_abstractmethods(self, w_value: W_Object) -> None:
        self.set_in("__abstractmethods__", w_value)
        self.flags = self.flags & ~ABSTRACT_TYPE
        if is_true(w_value):
            self.flags = self.flags | ABSTRACT_TYPE

    @getset("__annotations__")
    def get_annotations(self) -> W_Object:
        """Evaluated on first use (PEP 649)."""
        w_known = self.table.get("__annotations_cache__")
        if w_known is None:
            w_known = self.table.get("__annotations__")
        if w_known is not None:
            return w_known
        w_result: W_Object = W_Dict()
        w_annotate = self.table.get("__annotate_func__")
        if w_annotate is not None and w_annotate is not w_None:
            w_result = call1(w_annotate, W_Int(1))
        self.table.set("__annotations_cache__", w_result)
        return w_result

    @setter("__annotations__")
    def set_annotations(self, w_value: W_Object) -> None:
        self.check_mutable("__annotations__")
        self.set_in("__annotations_cache__", w_value)

    @getset("__annotate__")
    def get_annotate(self) -> W_Object:
        w_annotate = self.table.get("__annotate_func__")
        if w_annotate is None:
            return w_None
        return w_annotate

    @setter("__annotate__")
    def set_annotate(self, w_value: W_Object) -> None:
        self.check_mutable("__annotate__")
        self.set_in("__annotate_func__", w_value)

    @getset("__type_params__")
    def get_type_params(self) -> W_Object:
        w_params = self.table.get("__type_params__")
        if w_params is None:
            return new_tuple([])
        return w_params

    @setter("__type_params__")
    def set_type_params(self, w_value: W_Object) -> None:
        self.check_mutable("__type_params__")
        self.set_in("__type_params__", w_value)

    @getset("__flags__")
    def get_flags(self) -> int:
        """CPython's bits: 1 << 9 heap type, 1 << 10 base type, 1 << 20 abstract."""
        bits = 0
        if self.is_heap_type():
            bits = bits | 1 << 9
        if (self.flags & FINAL_TYPE) == 0:
            bits = bits | 1 << 10
        if (self.flags & ABSTRACT_TYPE) != 0:
            bits = bits | 1 << 20
        return bits

    @getset("__basicsize__")
    def get_basicsize(self) -> int:
        return 16 + 8 * self.nslots

    @getset("__itemsize__")
    def get_itemsize(self) -> int:
        return 0

    @getset("__dictoffset__")
    def get_dictoffset(self) -> int:
        return int(self.has_instance_dict)

    @getset("__weakrefoffset__")
    def get_weakrefoffset(self) -> int:
        return int(self.has_weakrefs)


def array_of_types(types: arr[W_Type]) -> arr[W_Object]:
    items = arr[W_Object](len(types))
    for i in range(len(types)):
        items[i] = types[i]
    return items


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
    """Name of the object's type, for messages: with the module for builtin types of modules."""
    w_type = w_obj.gettypeobject()
    return w_type.name if w_type.is_heap_type() else w_type.full_name()
