"""getset_descriptor: attributes of builtin types."""

from python.rpython import Final, Fn, builtin, getset, pytype
from python.objects.base import W_Object
from python.objects.flags import FINAL_TYPE, NO_NEW
from python.objects.singletons import w_None
from python.objects.type_ import W_Type
from python.interpreter.errors import OperationError, attribute_error_msg, type_error


@pytype("getset_descriptor", flags=FINAL_TYPE | NO_NEW)
class W_GetSet(W_Object):
    w_owner: Final[W_Type]
    name: Final[str]
    doc: Final[str | None]
    getter: Final[Fn[[W_Object], W_Object]]
    setter: Final[Fn[[W_Object, W_Object], None] | None]

    def __init__(
        self,
        w_owner: W_Type,
        name: str,
        doc: str | None,
        getter: Fn[[W_Object], W_Object],
        setter: Fn[[W_Object, W_Object], None] | None,
    ) -> None:
        self.w_owner = w_owner
        self.name = name
        self.doc = doc
        self.getter = getter
        self.setter = setter

    @builtin("__get__")
    def descr_get(self, w_obj: W_Object, w_type: W_Object | None = None, /) -> W_Object:
        if w_obj is w_None and w_type is not w_None.gettypeobject():
            return self
        getter = self.getter
        return getter(w_obj)

    @builtin("__set__")
    def descr_set(self, w_obj: W_Object, w_value: W_Object, /) -> None:
        setter = self.setter
        if setter is None:
            raise self.not_writable(w_obj)
        setter(w_obj, w_value)

    @builtin("__delete__")
    def descr_delete(self, w_obj: W_Object, /) -> None:
        if self.setter is not None:
            raise type_error(f"{self.name} may not be deleted")
        raise self.not_writable(w_obj)

    def not_writable(self, w_obj: W_Object) -> OperationError:
        kind = self.w_owner.name
        return attribute_error_msg(w_obj, self.name, f"attribute '{self.name}' of '{kind}' objects is not writable")

    @builtin("__repr__")
    def descr_repr(self) -> str:
        return f"<attribute '{self.name}' of '{self.w_owner.name}' objects>"

    @getset("__name__")
    def get_name(self) -> str:
        return self.name

    @getset("__qualname__")
    def get_qualname(self) -> str:
        return f"{self.w_owner.name}.{self.name}"

    @getset("__objclass__")
    def get_objclass(self) -> W_Object:
        return self.w_owner

    @getset("__doc__")
    def get_doc(self) -> W_Object:
        doc = self.doc
        if doc is None:
            return w_None
        return doc
