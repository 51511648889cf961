"""None, Ellipsis, NotImplemented, and the names of True and False."""

from python.rpython import Final, builtin, final, pytype
from python.objects.base import W_Object
from python.objects.bool_ import W_Bool
from python.objects.flags import FINAL_TYPE
from python.objects.type_ import W_Type
from python.interpreter.errors import type_error


@pytype("NoneType", flags=FINAL_TYPE)
@final
class W_NoneType(W_Object):
    """The type of the None singleton."""

    @builtin("__new__", static=True)
    def descr_new(w_type: W_Type) -> W_Object:
        return w_None

    @builtin("__repr__")
    def descr_repr(self) -> str:
        return "None"

    @builtin("__bool__")
    def descr_bool(self) -> bool:
        return False

    @builtin("__hash__")
    def descr_hash(self) -> int:
        return 0xFCA86420


@pytype("ellipsis", flags=FINAL_TYPE)
@final
class W_Ellipsis(W_Object):
    """The type of the Ellipsis singleton."""

    @builtin("__new__", static=True)
    def descr_new(w_type: W_Type) -> W_Object:
        return w_Ellipsis

    @builtin("__repr__")
    def descr_repr(self) -> str:
        return "Ellipsis"

    @builtin("__reduce__")
    def descr_reduce(self) -> str:
        return "Ellipsis"


@pytype("NotImplementedType", flags=FINAL_TYPE)
@final
class W_NotImplementedType(W_Object):
    """The type of the NotImplemented singleton."""

    @builtin("__new__", static=True)
    def descr_new(w_type: W_Type) -> W_Object:
        return w_NotImplemented

    @builtin("__repr__")
    def descr_repr(self) -> str:
        return "NotImplemented"

    @builtin("__reduce__")
    def descr_reduce(self) -> str:
        return "NotImplemented"

    @builtin("__bool__")
    def descr_bool(self) -> bool:
        raise type_error("NotImplemented should not be used in a boolean context")


w_None: Final = W_NoneType()
w_Ellipsis: Final = W_Ellipsis()
w_NotImplemented: Final = W_NotImplementedType()
w_False: Final = W_Bool(False)
w_True: Final = W_Bool(True)
