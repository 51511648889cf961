"""W_Object: the root of every value a Python program can hold, and what the interpreter asks of one.

The virtual methods are the protocols that must not go through a type look-up: the type itself, attribute
storage, calls, and iteration without StopIteration. Everything else is an ordinary special method
(`@builtin("__add__")`), reached by `python.interpreter.operation` through the per-type slot cache, so that
user subclasses behave without further ado.
"""

from python.rpython import Any, arr, lang, pytype, i32
from python.objects.shape import Shape
from python.objects.type_ import W_Type
from python.objects.dict_ import W_Dict
from python.interpreter.calling import call_through_type
from python.interpreter.iteration import next_through_type


@lang("object")
@pytype("object")
class W_Object:
    """The base class of the class hierarchy.

    When called, it accepts no arguments and returns a new featureless
    instance that has no instance attributes and cannot be given any.
    """

    def gettypeobject(self) -> W_Type:
        """The Python type; `@pytype` derives the override unless the class has its own."""
        raise NotImplementedError

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

    # Calls and iteration.

    def call_args(self, args: arr[W_Object], names: arr[str] | None) -> W_Object:
        """Calls self; the last `len(names)` of `args` are passed by these keywords."""
        return call_through_type(self, args, names)

    def iter_next(self) -> W_Object | None:
        """`next(self)`; None when exhausted. Builtin iterators override it and never raise StopIteration."""
        return next_through_type(self)
