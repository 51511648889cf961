"""traceback: where an exception passed."""

from python.rpython import Final, builtin, getset, i32, pytype, setter
from python.objects.base import W_Object
from python.objects.flags import FINAL_TYPE
from python.objects.int_ import W_Int
from python.objects.singletons import w_None
from python.objects.type_ import W_Type
from python.interpreter.errors import type_error, value_error
from python.interpreter.frame import W_Frame
from python.objects.type_ import type_name


@pytype("traceback", flags=FINAL_TYPE)
class W_Traceback(W_Object):
    """Create a new traceback object."""

    w_next: W_Traceback | None
    frame: Final[W_Frame]
    pc: Final[i32]
    line: Final[int]

    def __init__(self, w_next: W_Traceback | None, frame: W_Frame, pc: i32, line: int) -> None:
        self.w_next = w_next
        self.frame = frame
        self.pc = pc
        self.line = line

    @builtin("__new__", static=True)
    def descr_new(
        w_type: W_Type, tb_next: W_Object, tb_frame: W_Object, tb_lasti: int, tb_lineno: int
    ) -> W_Object:
        if not isinstance(tb_frame, W_Frame):
            raise type_error(f"TracebackType() argument 'tb_frame' must be frame, not {type_name(tb_frame)}")
        w_next: W_Traceback | None = None
        if isinstance(tb_next, W_Traceback):
            w_next = tb_next
        elif tb_next is not w_None:
            raise type_error(f"expected traceback object or None, got '{type_name(tb_next)}'")
        return W_Traceback(w_next, tb_frame, i32(tb_lasti // 4), tb_lineno)

    @getset("tb_next")
    def get_next(self) -> W_Object:
        w_next = self.w_next
        if w_next is None:
            return w_None
        return w_next

    @setter("tb_next")
    def set_next(self, w_value: W_Object) -> None:
        if w_value is w_None:
            self.w_next = None
            return
        if not isinstance(w_value, W_Traceback):
            raise type_error(f"expected traceback object, got '{type_name(w_value)}'")
        w_walk: W_Traceback | None = w_value
        while w_walk is not None:
            if w_walk is self:
                raise value_error("traceback loop detected")
            w_walk = w_walk.w_next
        self.w_next = w_value

    @getset("tb_frame")
    def get_frame(self) -> W_Object:
        return self.frame

    @getset("tb_lasti")
    def get_lasti(self) -> int:
        return self.pc * 4

    @getset("tb_lineno")
    def get_lineno(self) -> W_Object:
        if self.line < 0:
            return w_None
        return W_Int(self.line)
