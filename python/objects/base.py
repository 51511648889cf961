"""W_Object: the root of every value a Python program can hold, and what the interpreter asks of one.

The virtual methods are the protocols that must not go through a type look-up: the type itself, attribute
storage, calls, and iteration without StopIteration. Everything else is an ordinary special method
(`@builtin("__add__")`), reached by `python.interpreter.operation` through the per-type slot cache, so that
user subclasses behave without further ado.
"""

from python.rpython import Any, arr, builtin, getset, identity_hash, lang, pytype, setter, typeof
from python.objects.shape import Shape
from python.objects.type_ import W_Type
from python.objects.dict_ import W_Dict
from python.objects.object_ import (
    default_reduce, object_dir, object_getstate, object_init, object_new, object_reduce_ex, object_repr, set_class,
)
from python.objects.singletons import w_NotImplemented, w_True
from python.objects.type_ import type_name
from python.interpreter.attributes import generic_del, generic_getattribute, generic_set
from python.interpreter.calling import call_descr1, call_through_type
from python.interpreter.errors import type_error
from python.interpreter.iteration import next_through_type
from python.interpreter.operation import is_true, repr_w, str_w, wrap_bool
from python.interpreter.slots import S_EQ


@lang("object")
@pytype("object")
class W_Object:
    """The base class of the class hierarchy.

    When called, it accepts no arguments and returns a new featureless
    instance that has no instance attributes and cannot be given any.
    """

    def gettypeobject(self) -> W_Type:
        """The Python type; `@pytype` derives the override unless the class has its own."""
        return typeof(W_Object)

    # Attribute storage. The defaults say: this object has no `__dict__` and no slots.

    def getshape(self) -> Shape | None:
        """Hidden class, for objects whose attributes inline caches may read."""
        return None

    def getslots(self) -> arr[W_Object | None] | None:
        """The storage that the shape describes."""
        return None

    def attr_get(self, name: str) -> W_Object | None:
        """The attribute stored in the object itself, not its type."""
        return None

    def attr_set(self, name: str, w_value: W_Object) -> bool:
        """Stores an attribute in the object itself; False: it has no room for any."""
        return False

    def attr_del(self, name: str) -> bool:
        """Removes a stored attribute; False: there was none."""
        return False

    def has_dict(self) -> bool:
        return False

    def getdict(self) -> W_Dict | None:
        """`__dict__`, live; None: the object has none."""
        return None

    def setdict(self, w_dict: W_Dict) -> bool:
        return False

    def setclass(self, w_type: W_Type) -> bool:
        """`__class__ = w_type` after the layouts have been compared; False: not for this object."""
        return False

    def get_weakrefs(self) -> Any | None:
        """What `weakref` keeps beside the object (its W_WeakrefList)."""
        return None

    def set_weakrefs(self, refs: Any | None) -> bool:
        """False: the object cannot be weakly referenced."""
        return False

    def release_buffer(self) -> None:
        """A view of the object that was counted among its exports is gone."""

    # Calls and iteration.

    def call_args(self, args: arr[W_Object], names: arr[str] | None) -> W_Object:
        """Calls self; the last `len(names)` of `args` are passed by these keywords."""
        return call_through_type(self, args, names)

    def iter_next(self) -> W_Object | None:
        """`next(self)`; None when exhausted. Builtin iterators override it and never raise StopIteration."""
        return next_through_type(self)

    # Python-level methods.

    @builtin("__new__", static=True)
    def descr_new(w_type: W_Type, *args_w: arr[W_Object], **w_kwargs: W_Dict) -> W_Object:
        """Create and return a new object.  See help(type) for accurate signature."""
        return object_new(w_type, len(args_w) + len(w_kwargs))

    @builtin("__init__")
    def descr_init(self, *args_w: arr[W_Object], **w_kwargs: W_Dict) -> None:
        """Initialize self.  See help(type(self)) for accurate signature."""
        object_init(self, len(args_w) + len(w_kwargs))

    @builtin("__repr__")
    def descr_repr(self) -> str:
        """Return repr(self)."""
        return object_repr(self)

    @builtin("__str__")
    def descr_str(self) -> W_Object:
        """Return str(self)."""
        return repr_w(self)

    @builtin("__format__")
    def descr_format(self, format_spec: str, /) -> W_Object:
        """Default object formatter.

        Return str(self) if format_spec is empty. Raise TypeError otherwise."""
        if len(format_spec) > 0:
            raise type_error(f"unsupported format string passed to {type_name(self)}.__format__")
        return str_w(self)

    @builtin("__hash__")
    def descr_hash(self) -> int:
        """Return hash(self)."""
        return identity_hash(self)

    @builtin("__eq__")
    def descr_eq(self, value: W_Object, /) -> W_Object:
        """Return self==value."""
        if self is value:
            return w_True
        return w_NotImplemented

    @builtin("__ne__")
    def descr_ne(self, value: W_Object, /) -> W_Object:
        """Return self!=value."""
        w_eq = self.gettypeobject().slot(S_EQ)
        if w_eq is None:
            return w_NotImplemented
        w_result = call_descr1(w_eq, self, value)
        if w_result is w_NotImplemented:
            return w_result
        return wrap_bool(not is_true(w_result))

    @builtin("__lt__")
    def descr_lt(self, value: W_Object, /) -> W_Object:
        """Return self<value."""
        return w_NotImplemented

    @builtin("__le__")
    def descr_le(self, value: W_Object, /) -> W_Object:
        """Return self<=value."""
        return w_NotImplemented

    @builtin("__gt__")
    def descr_gt(self, value: W_Object, /) -> W_Object:
        """Return self>value."""
        return w_NotImplemented

    @builtin("__ge__")
    def descr_ge(self, value: W_Object, /) -> W_Object:
        """Return self>=value."""
        return w_NotImplemented

    @builtin("__getattribute__")
    def descr_getattribute(self, name: str, /) -> W_Object:
        """Return getattr(self, name)."""
        return generic_getattribute(self, name)

    @builtin("__setattr__")
    def descr_setattr(self, name: str, value: W_Object, /) -> None:
        """Implement setattr(self, name, value)."""
        generic_set(self, name, value)

    @builtin("__delattr__")
    def descr_delattr(self, name: str, /) -> None:
        """Implement delattr(self, name)."""
        generic_del(self, name)

    @builtin("__dir__")
    def descr_dir(self) -> W_Object:
        """Default dir() implementation."""
        return object_dir(self)

    @builtin("__sizeof__")
    def descr_sizeof(self) -> int:
        """Size of object in memory, in bytes."""
        return 16

    @builtin("__reduce__")
    def descr_reduce(self) -> W_Object:
        """Helper for pickle."""
        return default_reduce(self, 0)

    @builtin("__reduce_ex__")
    def descr_reduce_ex(self, protocol: int, /) -> W_Object:
        """Helper for pickle."""
        return object_reduce_ex(self, protocol)

    @builtin("__getstate__")
    def descr_getstate(self) -> W_Object:
        """Helper for pickle."""
        return object_getstate(self)

    @builtin("__init_subclass__", classmethod=True)
    def descr_init_subclass(w_type: W_Type) -> None:
        """This method is called when a class is subclassed.

        The default implementation does nothing. It may be
        overridden to extend subclasses."""

    @builtin("__subclasshook__", classmethod=True)
    def descr_subclasshook(w_type: W_Type, object: W_Object, /) -> W_Object:
        """Abstract classes can override this to customize issubclass().

        This is invoked early on by abc.ABCMeta.__subclasscheck__().
        It should return True, False or NotImplemented.  If it returns
        NotImplemented, the normal algorithm is used.  Otherwise, it
        overrides the normal algorithm (and the outcome is cached)."""
        return w_NotImplemented

    @getset("__class__")
    def get_class(self) -> W_Object:
        """the object's class"""
        return self.gettypeobject()

    @setter("__class__")
    def set_class(self, w_value: W_Object) -> None:
        set_class(self, w_value)
