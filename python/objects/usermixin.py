"""UserMixin: what an instance of a class statement adds to its layout: a shape and attribute slots.

`W_Instance` is the mixin on the bare object; `class W_ListUser(UserMixin, W_List)` is a list with attributes.
"""

from python.rpython import Any, arr, arr_copy, cast, finalizer_register, i32, inline, mixin, nonnull
from python.objects.base import W_Object
from python.objects.dict_ import W_Dict
from python.objects.shape import Shape, grow_slots
from python.objects.type_ import W_Type
from python.interpreter.calling import call_through_type
from python.interpreter.iteration import next_through_type


@mixin
class UserMixin:
    """The allocator (`__new__` of the layout's type) calls `init_user` before the object is seen by anyone."""

    shape: Shape | None = None
    slots: arr[W_Object | None] | None = None
    weakrefs: Any | None = None

    def init_user(self, w_type: W_Type) -> None:
        shape = w_type.instance_shape()
        self.shape = shape
        self.slots = arr[W_Object | None](w_type.slots_hint)
        if w_type.has_finalizer:
            finalizer_register(self)

    @inline
    def own_shape(self) -> Shape:
        return nonnull(self.shape)

    @inline
    def own_slots(self) -> arr[W_Object | None]:
        return nonnull(self.slots)

    def gettypeobject(self) -> W_Type:
        return self.own_shape().w_type

    def getshape(self) -> Shape | None:
        return self.shape

    def getslots(self) -> arr[W_Object | None] | None:
        return self.slots

    def has_dict(self) -> bool:
        return self.own_shape().w_type.has_instance_dict

    def attr_get(self, name: str) -> W_Object | None:
        shape = self.own_shape()
        if shape.is_dict:
            return self.dict_of_shape().get_str(name)
        index = shape.find(name)
        if index < 0:
            return None
        return self.own_slots()[index]

    def attr_set(self, name: str, w_value: W_Object) -> bool:
        shape = self.own_shape()
        if shape.is_dict:
            self.dict_of_shape().set_str(name, w_value)
            return True
        index = shape.find(name)
        if index < 0:
            if not shape.w_type.has_instance_dict:
                return False
            return self.attr_add(name, w_value)
        self.own_slots()[index] = w_value
        return True

    def attr_add(self, name: str, w_value: W_Object) -> bool:
        if self.own_shape().is_full():
            nonnull(self.getdict()).set_str(name, w_value)
            return True
        shape = self.own_shape().with_attr(name)
        if shape.count > len(self.own_slots()):
            self.slots = grow_slots(self.own_slots(), shape)
        self.own_slots()[shape.count - 1] = w_value
        self.shape = shape
        return True

    def attr_del(self, name: str) -> bool:
        shape = self.own_shape()
        if shape.is_dict:
            return self.dict_of_shape().del_str(name)
        index = shape.find(name)
        if index < 0:
            return False
        slots = self.own_slots()
        for i in range(index, shape.count - 1):
            slots[i] = slots[i + 1]
        slots[shape.count - 1] = None
        self.shape = shape.without(index)
        return True

    def dict_of_shape(self) -> W_Dict:
        return cast(W_Dict, self.own_slots()[self.own_shape().w_type.nslots])

    def getdict(self) -> W_Dict | None:
        """From here on the attributes live in a W_Dict: it is visible, so it must be the truth."""
        shape = self.own_shape()
        if shape.is_dict:
            return self.dict_of_shape()
        if not shape.w_type.has_instance_dict:
            return None
        w_dict = W_Dict()
        self.copy_attrs(w_dict)
        self.setdict(w_dict)
        return w_dict

    def copy_attrs(self, w_dict: W_Dict) -> None:
        names = self.own_shape().names()
        first = self.own_shape().w_type.nslots
        for i in range(len(names)):
            w_dict.set_str(names[i], nonnull(self.own_slots()[first + i]))

    def setdict(self, w_dict: W_Dict) -> bool:
        w_type = self.own_shape().w_type
        if not w_type.has_instance_dict:
            return False
        slots = arr[W_Object | None](w_type.nslots + 1)
        arr_copy(self.own_slots(), 0, slots, 0, w_type.nslots)
        slots[w_type.nslots] = w_dict
        self.slots = slots
        self.shape = w_type.dict_shape()
        return True

    def setclass(self, w_type: W_Type) -> bool:
        old = self.own_shape().w_type
        if old.nslots != w_type.nslots or old.has_instance_dict != w_type.has_instance_dict:
            return False
        if self.own_shape().is_dict:
            self.shape = w_type.dict_shape()
            return True
        names = self.own_shape().names()
        shape = w_type.instance_shape()
        for i in range(len(names)):
            shape = shape.with_attr(names[i])
        self.shape = shape
        return True

    def get_weakrefs(self) -> Any | None:
        return self.weakrefs

    def set_weakrefs(self, refs: Any | None) -> bool:
        if not self.own_shape().w_type.has_weakrefs:
            return False
        self.weakrefs = refs
        return True

    def call_args(self, args: arr[W_Object], names: arr[str] | None) -> W_Object:
        return call_through_type(self, args, names)

    def iter_next(self) -> W_Object | None:
        return next_through_type(self)
