"""weakref: ReferenceType, and the list of references that an object carries."""

from python.rpython import Weak, arr, builtin, cast, finalizer_register, getset, pytype, typeof, weak_get, weak_new
from python.interpreter.calling import call1
from python.interpreter.errors import OperationError, type_error
from python.interpreter.operation import compare, hash_w, wrap_bool
from python.interpreter.report import write_unraisable
from python.interpreter.slots import S_EQ, S_NE
from python.objects.base import W_Object
from python.objects.dict_ import W_Dict
from python.objects.object_ import hex_id
from python.objects.singletons import w_None, w_NotImplemented
from python.objects.type_ import W_Type, type_name
from python.objects.usermixin import UserMixin


class WeakrefList:
    """The references to one object, which holds this list; it dies with the object, and is finalized with it."""

    refs: arr[Weak]
    is_registered: bool

    def __init__(self) -> None:
        self.refs = arr[Weak](0)
        self.is_registered = False

    def add(self, w_ref: W_Object) -> None:
        """Dead entries are dropped on the way."""
        live = self.count()
        grown = arr[Weak](live + 1)
        n = 0
        for i in range(len(self.refs)):
            if weak_get(self.refs[i]) is not None:
                grown[n] = self.refs[i]
                n = n + 1
        grown[n] = weak_new(w_ref)
        self.refs = grown

    def count(self) -> int:
        n = 0
        for i in range(len(self.refs)):
            if weak_get(self.refs[i]) is not None:
                n = n + 1
        return n

    def plain_ref(self) -> W_Weakref | None:
        """The reference without callback, which is made only once."""
        for i in range(len(self.refs)):
            w_ref = weak_get(self.refs[i])
            if isinstance(w_ref, W_Weakref):
                if w_ref.w_callback is None and w_ref.gettypeobject() is typeof(W_Weakref):
                    return w_ref
        return None

    def call_callbacks(self) -> None:
        """The object is gone; the newest reference is told first."""
        i = len(self.refs) - 1
        while i >= 0:
            w_ref = weak_get(self.refs[i])
            if isinstance(w_ref, W_Weakref):
                w_ref.notify()
            i = i - 1


@pytype("weakref.ReferenceType")
class W_Weakref(UserMixin, W_Object):
    weak: Weak
    w_callback: W_Object | None
    hash_value: int
    has_hash: bool

    def __init__(self, w_obj: W_Object, w_callback: W_Object | None) -> None:
        self.weak = weak_new(w_obj)
        self.w_callback = w_callback
        self.hash_value = 0
        self.has_hash = False

    def referent(self) -> W_Object | None:
        target = weak_get(self.weak)
        if target is None:
            return None
        return cast(W_Object, target)

    def notify(self) -> None:
        w_callback = self.w_callback
        self.w_callback = None
        if w_callback is None:
            return
        try:
            call1(w_callback, self)
        except OperationError as e:
            write_unraisable(e, "Exception ignored while calling weakref callback", w_callback)

    @builtin("__new__", static=True)
    def descr_new(w_type: W_Type, *args_w: arr[W_Object], **w_kwargs: W_Dict) -> W_Object:
        if len(args_w) < 1 or len(args_w) > 2:
            raise type_error(f"__new__ expected 1 or 2 arguments, got {len(args_w)}")
        w_callback: W_Object | None = None
        if len(args_w) == 2 and args_w[1] is not w_None:
            w_callback = args_w[1]
        return make_weakref(w_type, args_w[0], w_callback)

    @builtin("__init__")
    def descr_init(self, *args_w: arr[W_Object], **w_kwargs: W_Dict) -> None:
        if len(args_w) < 1 or len(args_w) > 2:
            raise type_error(f"__init__ expected 1 or 2 arguments, got {len(args_w)}")

    @builtin("__call__")
    def descr_call(self) -> W_Object:
        """Call self as a function."""
        w_obj = self.referent()
        if w_obj is None:
            return w_None
        return w_obj

    @builtin("__hash__")
    def descr_hash(self) -> int:
        if not self.has_hash:
            w_obj = self.referent()
            if w_obj is None:
                raise type_error("weak object has gone away")
            self.hash_value = hash_w(w_obj)
            self.has_hash = True
        return self.hash_value

    def order(self, slot: int, w_other: W_Object) -> W_Object:
        if not isinstance(w_other, W_Weakref):
            return w_NotImplemented
        w_a = self.referent()
        w_b = w_other.referent()
        if w_a is None or w_b is None:
            return wrap_bool((self is w_other) == (slot == S_EQ))
        return compare(slot, w_a, w_b)

    @builtin("__eq__")
    def descr_eq(self, value: W_Object, /) -> W_Object:
        return self.order(S_EQ, value)

    @builtin("__ne__")
    def descr_ne(self, value: W_Object, /) -> W_Object:
        return self.order(S_NE, value)

    @builtin("__repr__")
    def descr_repr(self) -> str:
        w_obj = self.referent()
        if w_obj is None:
            return f"<weakref at {hex_id(self)}; dead>"
        return f"<weakref at {hex_id(self)}; to '{type_name(w_obj)}' at {hex_id(w_obj)}>"

    @getset("__callback__")
    def get_callback(self) -> W_Object:
        w_callback = self.w_callback
        if w_callback is None:
            return w_None
        return w_callback


def refs_of(w_obj: W_Object) -> WeakrefList | None:
    refs = w_obj.get_weakrefs()
    if isinstance(refs, WeakrefList):
        return refs
    return None


def refs_for(w_obj: W_Object) -> WeakrefList:
    """The object's list, made when there is none."""
    refs = refs_of(w_obj)
    if refs is None:
        refs = WeakrefList()
        if not w_obj.set_weakrefs(refs):
            raise type_error(f"cannot create weak reference to '{type_name(w_obj)}' object")
    return refs


def make_weakref(w_type: W_Type, w_obj: W_Object, w_callback: W_Object | None) -> W_Object:
    refs = refs_for(w_obj)
    if w_callback is None and w_type is typeof(W_Weakref):
        w_old = refs.plain_ref()
        if w_old is not None:
            return w_old
    w_ref = W_Weakref(w_obj, w_callback)
    w_ref.init_user(w_type)
    refs.add(w_ref)
    if w_callback is not None and not refs.is_registered:
        refs.is_registered = True
        finalizer_register(refs)
    return w_ref
