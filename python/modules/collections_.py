"""_collections: defaultdict, the property of named tuples, counting (deque is in deque.py)."""

from python.rpython import Final, arr, builtin, builtin_function, getset, pytype, setter, typeof
from python.interpreter.attributes import get_attr
from python.interpreter.calling import call0, call2, is_callable
from python.interpreter.errors import OperationError, attribute_error_msg, key_error, type_error
from python.interpreter.iteration import iterate
from python.interpreter.operation import add, repr_w, setitem
from python.objects.type_ import type_name
from python.modules.deque import W_Deque
from python.objects.base import W_Object
from python.objects.dict_ import W_Dict, update_from_dict
from python.objects.int_ import W_Int
from python.objects.module_ import W_Module
from python.objects.repr_guard import repr_enter, repr_leave
from python.objects.singletons import w_None, w_NotImplemented
from python.objects.tuple_ import W_Tuple, new_tuple
from python.objects.type_ import W_Type
from python.objects.usermixin import UserMixin

MODULE: Final = "_collections"
ONE: Final = W_Int(1)


def init_module(w_module: W_Module) -> None:
    w_module.attr_set("deque", typeof(W_Deque))
    w_module.attr_set("defaultdict", typeof(W_DefaultDict))
    w_module.attr_set("_tuplegetter", typeof(W_TupleGetter))


@pytype("collections.defaultdict")
class W_DefaultDict(W_Dict):
    """defaultdict(default_factory=None, /, [...]) --> dict with default factory

    The default factory is called without arguments to produce
    a new value when a key is not present, in __getitem__ only.
    A defaultdict compares equal to a dict with the same items.
    All remaining arguments are treated the same as if they were
    passed to the dict constructor, including keyword arguments."""

    w_factory: W_Object

    def __init__(self) -> None:
        super().__init__()
        self.w_factory = w_None

    @builtin("__new__", static=True)
    def descr_new(w_type: W_Type, *args: arr[W_Object], **kwargs: W_Dict) -> W_Object:
        if w_type is typeof(W_DefaultDict):
            return W_DefaultDict()
        w_result = W_DefaultDictUser()
        w_result.init_user(w_type)
        return w_result

    @builtin("__init__")
    def descr_init(self, *args: arr[W_Object], **kwargs: W_Dict) -> None:
        rest = arr[W_Object](max(len(args) - 1, 0))
        if len(args) > 0:
            w_factory = args[0]
            if w_factory is not w_None and not is_callable(w_factory):
                raise type_error("first argument must be callable or None")
            self.w_factory = w_factory
            for i in range(len(rest)):
                rest[i] = args[i + 1]
        self.update_from_args("dict", rest, kwargs)

    def missing(self, w_key: W_Object) -> W_Object:
        """`self[key]` of an absent key; a subclass's `__missing__` comes first."""
        w_type = self.gettypeobject()
        if w_type is not typeof(W_DefaultDict):
            w_method = w_type.lookup("__missing__")
            if w_method is not None and w_method is not typeof(W_DefaultDict).lookup("__missing__"):
                return call2(w_method, self, w_key)
        return self.descr_missing(w_key)

    @builtin("__missing__")
    def descr_missing(self, key: W_Object, /) -> W_Object:
        """__missing__(key) # Called by __getitem__ for missing key; pseudo-code:
        if self.default_factory is None: raise KeyError((key,))
        self[key] = value = self.default_factory()
        return value
        """
        if self.w_factory is w_None:
            raise key_error(key)
        w_value = call0(self.w_factory)
        self.setitem(key, w_value)
        return w_value

    @getset("default_factory")
    def get_default_factory(self) -> W_Object:
        """Factory for default value called by __missing__()."""
        return self.w_factory

    @setter("default_factory")
    def set_default_factory(self, w_value: W_Object) -> None:
        self.w_factory = w_value

    @builtin
    def copy(self) -> W_Object:
        """D.copy() -> a shallow copy of D."""
        w_result = W_DefaultDict()
        w_result.w_factory = self.w_factory
        update_from_dict(w_result, self)
        return w_result

    @builtin("__copy__")
    def descr_copy(self) -> W_Object:
        """D.copy() -> a shallow copy of D."""
        return self.copy()

    @builtin("__or__")
    def descr_or(self, value: W_Object, /) -> W_Object:
        if not isinstance(value, W_Dict):
            return w_NotImplemented
        w_result = W_DefaultDict()
        w_result.w_factory = self.w_factory
        update_from_dict(w_result, self)
        update_from_dict(w_result, value)
        return w_result

    @builtin("__ror__")
    def descr_ror(self, value: W_Object, /) -> W_Object:
        if not isinstance(value, W_Dict):
            return w_NotImplemented
        w_result = W_DefaultDict()
        w_result.w_factory = self.w_factory
        update_from_dict(w_result, value)
        update_from_dict(w_result, self)
        return w_result

    @builtin("__repr__")
    def descr_repr(self) -> str:
        name = self.gettypeobject().name
        base = super().descr_repr()
        if not repr_enter(self):
            return f"{name}(..., {base})"
        try:
            return f"{name}({repr_w(self.w_factory)}, {base})"
        finally:
            repr_leave(self)

    @builtin("__reduce__")
    def descr_reduce(self) -> W_Object:
        """Return state information for pickling."""
        w_args = new_tuple([])
        if self.w_factory is not w_None:
            w_args = new_tuple([self.w_factory])
        return new_tuple([self.gettypeobject(), w_args, w_None, w_None, iterate(self.items())])


class W_DefaultDictUser(UserMixin, W_DefaultDict):
    """Instance of a subclass of defaultdict."""


@pytype("_collections._tuplegetter")
class W_TupleGetter(W_Object):
    """The property of a named tuple's field."""

    index: int
    w_doc: W_Object

    def __init__(self, index: int, w_doc: W_Object) -> None:
        self.index = index
        self.w_doc = w_doc

    @builtin("__new__", static=True)
    def descr_new(w_type: W_Type, index: int, doc: W_Object, /) -> W_Object:
        return W_TupleGetter(index, doc)

    @builtin("__get__")
    def descr_get(self, instance: W_Object, owner: W_Object | None = None, /) -> W_Object:
        if instance is w_None:
            return self
        if not isinstance(instance, W_Tuple):
            raise type_error(
                f"descriptor for index '{self.index}' for tuple subclasses doesn't apply to '{type_name(instance)}' object"
            )
        return instance.items[self.index]

    @builtin("__set__")
    def descr_set(self, instance: W_Object, value: W_Object, /) -> None:
        raise attribute_error_text("can't set attribute")

    @builtin("__delete__")
    def descr_delete(self, instance: W_Object, /) -> None:
        raise attribute_error_text("can't delete attribute")

    @getset("__doc__")
    def get_doc(self) -> W_Object:
        return self.w_doc

    @setter("__doc__")
    def set_doc(self, w_value: W_Object) -> None:
        self.w_doc = w_value

    @builtin("__reduce__")
    def descr_reduce(self) -> W_Object:
        return new_tuple([typeof(W_TupleGetter), new_tuple([W_Int(self.index), self.w_doc])])

    @builtin("__repr__")
    def descr_repr(self) -> str:
        return f"_tuplegetter({self.index}, {repr_w(self.w_doc)})"


def attribute_error_text(message: str) -> OperationError:
    return attribute_error_msg(None, None, message)


@builtin_function("_count_elements")
def count_elements(mapping: W_Object, iterable: W_Object, /) -> None:
    """_count_elements(mapping, iterable) -> None

    Count elements in the iterable, updating the mapping"""
    w_iter = iterate(iterable)
    if isinstance(mapping, W_Dict) and mapping.is_exact():
        count_in_dict(mapping, w_iter)
        return
    w_get = get_attr(mapping, "get")
    while True:
        w_key = w_iter.iter_next()
        if w_key is None:
            return
        setitem(mapping, w_key, add(call2(w_get, w_key, W_Int(0)), ONE))


def count_in_dict(w_dict: W_Dict, w_iter: W_Object) -> None:
    while True:
        w_key = w_iter.iter_next()
        if w_key is None:
            return
        w_count = w_dict.get(w_key)
        if w_count is None:
            w_dict.setitem(w_key, ONE)
        else:
            w_dict.setitem(w_key, add(w_count, ONE))
