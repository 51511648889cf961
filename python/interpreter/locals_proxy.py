"""frame.f_locals of a function: a live view of its variables (PEP 667)."""

from python.rpython import builtin, pytype
from python.interpreter.errors import key_error, value_error
from python.interpreter.frame import W_Frame
from python.interpreter.iteration import iterate
from python.interpreter.operation import repr_w
from python.objects.base import W_Object
from python.objects.dict_ import W_Dict
from python.objects.singletons import w_None
from python.objects.str_ import W_Str


@pytype("FrameLocalsProxy")
class W_LocalsProxy(W_Object):
    frame: W_Frame

    def __init__(self, frame: W_Frame) -> None:
        self.frame = frame

    def snapshot(self) -> W_Dict:
        w_dict = self.frame.snapshot_locals()
        w_extra = self.frame.w_extra_locals
        if w_extra is not None:
            cursor = w_extra.cursor()
            while cursor.advance():
                w_dict.setitem(cursor.key(), cursor.value())
        return w_dict

    @builtin("__getitem__")
    def descr_getitem(self, key: W_Object, /) -> W_Object:
        w_value = self.snapshot().get(key)
        if w_value is None:
            raise key_error(key)
        return w_value

    @builtin("__setitem__")
    def descr_setitem(self, key: W_Object, value: W_Object, /) -> None:
        if isinstance(key, W_Str) and self.frame.set_variable(key, value):
            return
        w_extra = self.frame.w_extra_locals
        if w_extra is None:
            w_extra = W_Dict()
            self.frame.w_extra_locals = w_extra
        w_extra.setitem(key, value)

    @builtin("__delitem__")
    def descr_delitem(self, key: W_Object, /) -> None:
        raise value_error("cannot remove variables from FrameLocalsProxy")

    @builtin("__contains__")
    def descr_contains(self, key: W_Object, /) -> bool:
        return self.snapshot().get(key) is not None

    @builtin("__len__")
    def descr_len(self) -> int:
        return len(self.snapshot())

    @builtin("__iter__")
    def descr_iter(self) -> W_Object:
        return iterate(self.snapshot())

    @builtin
    def get(self, key: W_Object, default: W_Object = w_None, /) -> W_Object:
        w_value = self.snapshot().get(key)
        if w_value is None:
            return default
        return w_value

    @builtin
    def keys(self) -> W_Object:
        return self.snapshot().keys()

    @builtin
    def values(self) -> W_Object:
        return self.snapshot().values()

    @builtin
    def items(self) -> W_Object:
        return self.snapshot().items()

    @builtin
    def copy(self) -> W_Object:
        return self.snapshot()

    @builtin("__repr__")
    def descr_repr(self) -> str:
        return repr_w(self.snapshot())
