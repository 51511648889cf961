"""Shapes (hidden classes): which attribute of an instance lies in which slot.

A shape belongs to one type, so an inline cache that compares the shape has compared the type too.
The first `w_type.nslots` storage slots belong to `__slots__` members; attributes follow in order of creation.
A type has one further shape, `is_dict`, whose instances keep a W_Dict in the slot behind the members.
"""

from python.rpython import Final, arr, arr_copy, i32, nonnull
from python.objects.base import W_Object
from python.objects.type_ import W_Type
from python.interpreter.nametable import NameTable

MAX_ATTRS: Final = 64  # beyond it the attributes go to a dict: names are data there, not structure


class ShapeIndex:
    """Slot number of a name, boxed for the table."""

    index: Final[i32]

    def __init__(self, index: i32) -> None:
        self.index = index


class Shape:
    w_type: Final[W_Type]
    parent: Final[Shape | None]
    name: Final[str | None]  # the attribute this shape adds to its parent
    count: Final[i32]  # storage slots in use, members included
    is_dict: Final[bool]
    last_name: str | None = None  # one-entry cache in front of `children`
    last_child: Shape | None = None
    children: NameTable[Shape] | None = None
    table: NameTable[ShapeIndex] | None = None

    def __init__(self, w_type: W_Type, parent: Shape | None, name: str | None, count: i32, is_dict: bool) -> None:
        self.w_type = w_type
        self.parent = parent
        self.name = name
        self.count = count
        self.is_dict = is_dict

    def is_full(self) -> bool:
        return self.count - self.w_type.nslots >= MAX_ATTRS

    def find(self, name: str) -> i32:
        """Storage slot of the attribute, -1: absent."""
        table = self.table
        if table is None:
            if self.count - self.w_type.nslots < 4:
                return self.find_in_chain(name)
            table = self.make_table()
        entry = table.get(name)
        if entry is None:
            return -1
        return entry.index

    def find_in_chain(self, name: str) -> i32:
        shape: Shape | None = self
        while shape is not None:
            own = shape.name
            if own is None:
                return -1
            if own is name or own == name:
                return shape.count - 1
            shape = shape.parent
        return -1

    def make_table(self) -> NameTable[ShapeIndex]:
        table = NameTable[ShapeIndex]()
        names = self.names()
        for i in range(len(names)):
            table.set(names[i], ShapeIndex(i32(self.w_type.nslots + i)))
        self.table = table
        return table

    def names(self) -> arr[str]:
        """Attribute names in order of their slots."""
        n = self.count - self.w_type.nslots
        if self.is_dict or n <= 0:
            return arr[str](0)
        result = arr[str](n)
        shape: Shape | None = self
        while shape is not None and n > 0:
            n = n - 1
            result[n] = nonnull(shape.name)
            shape = shape.parent
        return result

    def with_attr(self, name: str) -> Shape:
        last = self.last_child
        if last is not None and self.last_name is name:
            return last
        children = self.children
        if children is None:
            children = NameTable[Shape]()
            self.children = children
        child = children.get(name)
        if child is None:
            child = Shape(self.w_type, self, name, i32(self.count + 1), False)
            children.set(name, child)
        self.last_name = name
        self.last_child = child
        return child

    def without(self, index: int) -> Shape:
        """The shape after deletion of the attribute in slot `index`; later slots move down by one."""
        names = self.names()
        first = self.w_type.nslots
        shape = self.w_type.instance_shape()
        for i in range(len(names)):
            if first + i != index:
                shape = shape.with_attr(names[i])
        return shape


def grow_slots(slots: arr[W_Object | None], shape: Shape) -> arr[W_Object | None]:
    """Slots with room for `shape`; the type remembers the size, so that later instances start with it."""
    size = max(int(shape.count), 4)
    if len(slots) > 0:
        size = max(size, len(slots) * 2)
    grown = arr[W_Object | None](size)
    arr_copy(slots, 0, grown, 0, len(slots))
    if shape.count > shape.w_type.slots_hint:
        shape.w_type.slots_hint = i32(shape.count)
    return grown
