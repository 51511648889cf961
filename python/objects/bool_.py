"""bool."""

from python.rpython import Final, builtin, final, pytype
from python.objects.base import W_Object
from python.objects.flags import FINAL_TYPE
from python.objects.int_ import W_AbstractInt, W_Int
from python.objects.int_ops import int_and, int_or, int_xor
from python.objects.singletons import w_False, w_NotImplemented
from python.objects.type_ import W_Type
from python.interpreter.operation import is_true, wrap_bool


@pytype("bool", base=W_AbstractInt, flags=FINAL_TYPE)
@final
class W_Bool(W_AbstractInt):
    """Returns True when the argument is true, False otherwise.
    The builtins True and False are the only two instances of the class bool.
    The class bool is a subclass of the class int, and cannot be subclassed."""

    flag: Final[bool]

    def __init__(self, flag: bool) -> None:
        self.flag = flag

    def exact(self) -> W_AbstractInt:
        return W_Int(int(self.flag))

    @builtin("__new__", static=True)
    def descr_new(w_type: W_Type, object: W_Object | None = None, /) -> W_Object:
        if object is None:
            return w_False
        return wrap_bool(is_true(object))

    @builtin("__repr__")
    def descr_repr(self) -> str:
        if self.flag:
            return "True"
        return "False"

    @builtin("__and__")
    def descr_and(self, value: W_Object, /) -> W_Object:
        if isinstance(value, W_Bool):
            return wrap_bool(self.flag and value.flag)
        if not isinstance(value, W_AbstractInt):
            return w_NotImplemented
        return int_and(self, value)

    @builtin("__rand__")
    def descr_rand(self, value: W_Object, /) -> W_Object:
        return self.descr_and(value)

    @builtin("__or__")
    def descr_or(self, value: W_Object, /) -> W_Object:
        if isinstance(value, W_Bool):
            return wrap_bool(self.flag or value.flag)
        if not isinstance(value, W_AbstractInt):
            return w_NotImplemented
        return int_or(self, value)

    @builtin("__ror__")
    def descr_ror(self, value: W_Object, /) -> W_Object:
        return self.descr_or(value)

    @builtin("__xor__")
    def descr_xor(self, value: W_Object, /) -> W_Object:
        if isinstance(value, W_Bool):
            return wrap_bool(self.flag != value.flag)
        if not isinstance(value, W_AbstractInt):
            return w_NotImplemented
        return int_xor(self, value)

    @builtin("__rxor__")
    def descr_rxor(self, value: W_Object, /) -> W_Object:
        return self.descr_xor(value)
