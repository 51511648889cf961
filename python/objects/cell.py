"""cell: a variable shared by a function and the functions inside it."""

from python.rpython import builtin, final, getset, pytype, setter
from python.objects.base import W_Object
from python.objects.flags import FINAL_TYPE
from python.objects.type_ import W_Type
from python.interpreter.errors import value_error
from python.objects.type_ import type_name
from python.objects.object_ import hex_id


@pytype("cell", flags=FINAL_TYPE)
@final
class W_Cell(W_Object):
    """Create a new cell object.

    contents
      the contents of the cell. If not specified, the cell will be empty,
      and
      further attempts to access its cell_contents attribute will
      raise a ValueError."""

    w_value: W_Object | None

    def __init__(self, w_value: W_Object | None) -> None:
        self.w_value = w_value

    @builtin("__new__", static=True)
    def descr_new(w_type: W_Type, contents: W_Object | None = None, /) -> W_Object:
        return W_Cell(contents)

    @builtin("__repr__")
    def descr_repr(self) -> str:
        w_value = self.w_value
        where = hex_id(self)
        if w_value is None:
            return f"<cell at {where}: empty>"
        return f"<cell at {where}: {type_name(w_value)} object at {hex_id(w_value)}>"

    @getset("cell_contents")
    def get_contents(self) -> W_Object:
        w_value = self.w_value
        if w_value is None:
            raise value_error("cell is empty")
        return w_value

    @setter("cell_contents")
    def set_contents(self, w_value: W_Object) -> None:
        self.w_value = w_value
