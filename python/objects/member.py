"""member_descriptor: the attributes that `__slots__` makes."""

from python.rpython import Final, builtin, getset, i32, nonnull, pytype
from python.objects.base import W_Object
from python.objects.flags import FINAL_TYPE, NO_NEW
from python.objects.singletons import w_None
from python.objects.type_ import W_Type
from python.interpreter.errors import attribute_error, attribute_error_msg, type_error
from python.objects.type_ import type_name


@pytype("member_descriptor", flags=FINAL_TYPE | NO_NEW)
class W_Member(W_Object):
    """`index` is the storage slot, below `nslots` of every class that inherits it."""

    w_owner: Final[W_Type]
    name: Final[str]
    index: Final[i32]

    def __init__(self, w_owner: W_Type, name: str, index: i32) -> None:
        self.w_owner = w_owner
        self.name = name
        self.index = index

    def check(self, w_obj: W_Object) -> None:
        if not w_obj.gettypeobject().is_subtype(self.w_owner):
            owner = self.w_owner.name
            raise type_error(
                f"descriptor '{self.name}' for '{owner}' objects doesn't apply to a '{type_name(w_obj)}' object"
            )

    @builtin("__get__")
    def descr_get(self, w_obj: W_Object, w_type: W_Object | None = None, /) -> W_Object:
        if w_obj is w_None:
            return self
        self.check(w_obj)
        w_value = nonnull(w_obj.getslots())[self.index]
        if w_value is None:
            raise attribute_error(w_obj, self.name)
        return w_value

    @builtin("__set__")
    def descr_set(self, w_obj: W_Object, w_value: W_Object, /) -> None:
        self.check(w_obj)
        nonnull(w_obj.getslots())[self.index] = w_value

    @builtin("__delete__")
    def descr_delete(self, w_obj: W_Object, /) -> None:
        self.check(w_obj)
        slots = nonnull(w_obj.getslots())
        if slots[self.index] is None:
            raise attribute_error_msg(w_obj, self.name, self.name)
        slots[self.index] = None

    @builtin("__repr__")
    def descr_repr(self) -> str:
        return f"<member '{self.name}' of '{self.w_owner.name}' objects>"

    @getset("__name__")
    def get_name(self) -> str:
        return self.name

    @getset("__qualname__")
    def get_qualname(self) -> str:
        return f"{self.w_owner.qualname}.{self.name}"

    @getset("__objclass__")
    def get_objclass(self) -> W_Object:
        return self.w_owner

    @getset("__doc__")
    def get_doc(self) -> W_Object:
        return w_None
