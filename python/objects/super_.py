"""super: attribute look-up that starts behind a class in the MRO."""

from python.rpython import arr, builtin, cast, getset, nonnull, pytype
from python.objects.base import W_Object
from python.objects.cell import W_Cell
from python.objects.dict_ import W_Dict
from python.objects.singletons import w_None
from python.objects.type_ import W_Type, type_name
from python.objects.usermixin import UserMixin
from python.interpreter.attributes import find_attr, generic_getattribute
from python.interpreter.descriptors import bind, bind_to_class
from python.interpreter.errors import runtime_error, type_error
from python.interpreter.frame import ec


@pytype("super")
class W_Super(UserMixin, W_Object):
    """super() -> same as super(__class__, <first argument>)
    super(type) -> unbound super object
    super(type, obj) -> bound super object; requires isinstance(obj, type)
    super(type, type2) -> bound super object; requires issubclass(type2, type)
    Typical use to call a cooperative superclass method:
    class C(B):
        def meth(self, arg):
            super().meth(arg)
    This works for class methods too:
    class C(B):
        @classmethod
        def cmeth(cls, arg):
            super().cmeth(arg)
    """

    w_class: W_Type | None = None
    w_self: W_Object | None = None  # None: unbound
    w_self_class: W_Type | None = None  # whose MRO is searched

    @builtin("__new__", static=True)
    def descr_new(w_type: W_Type, *args_w: arr[W_Object], **w_kwargs: W_Dict) -> W_Object:
        w_result = W_Super()
        w_result.init_user(w_type)
        return w_result

    @builtin("__init__")
    def descr_init(self, type: W_Object | None = None, object_or_type: W_Object | None = None, /) -> None:
        if type is None:
            self.take_from_frame()
            return
        if not isinstance(type, W_Type):
            raise type_error(f"super() argument 1 must be a type, not {type_name(type)}")
        self.set(type, object_or_type)

    def set(self, w_class: W_Type, w_self: W_Object | None) -> None:
        self.w_class = w_class
        if w_self is None or w_self is w_None:
            return
        self.w_self_class = self.check(w_class, w_self)
        self.w_self = w_self

    def check(self, w_class: W_Type, w_self: W_Object) -> W_Type:
        if isinstance(w_self, W_Type) and w_self.is_subtype(w_class):
            return w_self
        w_type = w_self.gettypeobject()
        if w_type.is_subtype(w_class):
            return w_type
        w_claimed = find_attr(w_self, "__class__")
        if isinstance(w_claimed, W_Type) and w_claimed.is_subtype(w_class):
            return w_claimed
        kind = f"instance of {w_type.name}"
        if isinstance(w_self, W_Type):
            kind = f"type {w_self.name}"
        raise type_error(
            f"super(type, obj): obj ({kind}) is not an instance or subtype of type ({w_class.name})."
        )

    def take_from_frame(self) -> None:
        """super(): the class from `__class__`, self from the first parameter of the calling function."""
        frame = ec.frame
        if frame is None:
            raise runtime_error("super(): no current frame")
        code = frame.code
        if code.argcount == 0:
            raise runtime_error("super(): no arguments")
        w_self = frame.regs[0]
        if w_self is None:
            w_self = frame.variable(code.varnames[0])
        if w_self is None:
            raise runtime_error("super(): arg[0] deleted")
        for i in range(len(code.freevars)):
            if code.freevars[i] == "__class__":
                w_class = cast(W_Cell, frame.regs[code.first_free() + i]).w_value
                if w_class is None:
                    raise runtime_error("super(): empty __class__ cell")
                if not isinstance(w_class, W_Type):
                    raise runtime_error(f"super(): __class__ is not a type ({type_name(w_class)})")
                self.set(w_class, w_self)
                return
        raise runtime_error("super(): __class__ cell not found")

    @builtin("__getattribute__")
    def descr_getattribute(self, name: str, /) -> W_Object:
        w_self_class = self.w_self_class
        if w_self_class is not None and name != "__class__":
            w_descr = super_method(self, name)
            if w_descr is not None:
                w_self = nonnull(self.w_self)
                if w_self is w_self_class:
                    return bind_to_class(w_descr, w_self_class)
                return bind(w_descr, w_self, w_self_class)
        return generic_getattribute(self, name)

    @builtin("__get__")
    def descr_get(self, w_obj: W_Object, w_type: W_Object | None = None, /) -> W_Object:
        w_class = self.w_class
        if w_obj is w_None or self.w_self is not None or w_class is None:
            return self
        w_result = W_Super()
        w_result.init_user(self.gettypeobject())
        w_result.set(w_class, w_obj)
        return w_result

    @builtin("__repr__")
    def descr_repr(self) -> str:
        w_class = self.w_class
        name = "NULL"
        if w_class is not None:
            name = w_class.name
        w_self_class = self.w_self_class
        if w_self_class is None:
            return f"<super: <class '{name}'>, NULL>"
        return f"<super: <class '{name}'>, <{w_self_class.name} object>>"

    @getset("__thisclass__")
    def get_thisclass(self) -> W_Object:
        w_class = self.w_class
        if w_class is None:
            return w_None
        return w_class

    @getset("__self__")
    def get_self(self) -> W_Object:
        w_self = self.w_self
        if w_self is None:
            return w_None
        return w_self

    @getset("__self_class__")
    def get_self_class(self) -> W_Object:
        w_self_class = self.w_self_class
        if w_self_class is None:
            return w_None
        return w_self_class


def super_method(w_super: W_Super, name: str) -> W_Object | None:
    """The attribute behind `__thisclass__` in the MRO, unbound."""
    w_self_class = w_super.w_self_class
    if w_self_class is None or name == "__class__":
        return None
    mro = w_self_class.mro
    i = 0
    while i < len(mro) and mro[i] is not w_super.w_class:
        i = i + 1
    i = i + 1
    while i < len(mro):
        w_value = mro[i].table.get(name)
        if w_value is not None:
            return w_value
        i = i + 1
    return None
