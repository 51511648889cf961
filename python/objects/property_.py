"""property."""

from python.rpython import arr, builtin, getset, pytype, setter, typeof
from python.objects.base import W_Object
from python.objects.singletons import w_None
from python.objects.str_ import W_Str
from python.objects.type_ import W_Type
from python.objects.usermixin import UserMixin
from python.objects.dict_ import W_Dict
from python.objects.static_method import is_abstract
from python.interpreter.attributes import find_attr, set_attr
from python.interpreter.calling import call, call1, call2
from python.interpreter.errors import OperationError, attribute_error_msg
from python.interpreter.operation import repr_w
from python.objects.type_ import type_name


@pytype("property")
class W_Property(UserMixin, W_Object):
    """Property attribute.

      fget
        function to be used for getting an attribute value
      fset
        function to be used for setting an attribute value
      fdel
        function to be used for del'ing an attribute
      doc
        docstring

    Typical use is to define a managed attribute x:

    class C(object):
        def getx(self): return self._x
        def setx(self, value): self._x = value
        def delx(self): del self._x
        x = property(getx, setx, delx, "I'm the 'x' property.")

    Decorators make defining new properties or modifying existing ones easy:

    class C(object):
        @property
        def x(self):
            "I am the 'x' property."
            return self._x
        @x.setter
        def x(self, value):
            self._x = value
        @x.deleter
        def x(self):
            del self._x"""

    w_fget: W_Object | None = None
    w_fset: W_Object | None = None
    w_fdel: W_Object | None = None
    w_doc: W_Object | None = None
    w_name: W_Object | None = None
    doc_from_getter: bool = False

    @builtin("__new__", static=True)
    def descr_new(w_type: W_Type, *args_w: arr[W_Object], **w_kwargs: W_Dict) -> W_Object:
        w_result = W_Property()
        w_result.init_user(w_type)
        return w_result

    @builtin("__init__")
    def descr_init(
        self,
        fget: W_Object | None = None,
        fset: W_Object | None = None,
        fdel: W_Object | None = None,
        doc: W_Object | None = None,
    ) -> None:
        self.w_fget = unless_none(fget)
        self.w_fset = unless_none(fset)
        self.w_fdel = unless_none(fdel)
        w_doc = unless_none(doc)
        w_fget = self.w_fget
        self.doc_from_getter = False
        if w_doc is None and w_fget is not None:
            w_doc = find_attr(w_fget, "__doc__")
            self.doc_from_getter = w_doc is not None
        self.w_doc = w_doc
        if self.gettypeobject() is not typeof(W_Property):
            if w_doc is None:
                w_doc = w_None
            set_attr(self, "__doc__", w_doc)

    def name(self) -> str | None:
        w_name = self.w_name
        if w_name is None:
            w_fget = self.w_fget
            if w_fget is None:
                return None
            w_name = find_attr(w_fget, "__name__")
        if isinstance(w_name, W_Str):
            return w_name
        return None

    def no_accessor(self, w_obj: W_Object, kind: str) -> OperationError:
        name = self.name()
        owner = w_obj.gettypeobject().qualname
        if name is None:
            return attribute_error_msg(w_obj, None, f"property of '{owner}' object has no {kind}")
        return attribute_error_msg(w_obj, name, f"property {repr_w(name)} of '{owner}' object has no {kind}")

    @builtin("__get__")
    def descr_get(self, w_obj: W_Object, w_type: W_Object | None = None, /) -> W_Object:
        if w_obj is w_None and w_type is not w_None.gettypeobject():
            return self
        w_fget = self.w_fget
        if w_fget is None:
            raise self.no_accessor(w_obj, "getter")
        return call1(w_fget, w_obj)

    @builtin("__set__")
    def descr_set(self, w_obj: W_Object, w_value: W_Object, /) -> None:
        w_fset = self.w_fset
        if w_fset is None:
            raise self.no_accessor(w_obj, "setter")
        call2(w_fset, w_obj, w_value)

    @builtin("__delete__")
    def descr_delete(self, w_obj: W_Object, /) -> None:
        w_fdel = self.w_fdel
        if w_fdel is None:
            raise self.no_accessor(w_obj, "deleter")
        call1(w_fdel, w_obj)

    @builtin("__set_name__")
    def descr_set_name(self, w_owner: W_Object, w_name: W_Object, /) -> None:
        """Method to set name of a property."""
        self.w_name = w_name

    def copy(self, w_fget: W_Object | None, w_fset: W_Object | None, w_fdel: W_Object | None) -> W_Object:
        args = arr[W_Object](4)
        args[0] = null_to_none(w_fget)
        args[1] = null_to_none(w_fset)
        args[2] = null_to_none(w_fdel)
        args[3] = null_to_none(self.w_doc)
        if self.doc_from_getter:
            args[3] = w_None
        w_copy = call(self.gettypeobject(), args)
        if isinstance(w_copy, W_Property):
            w_copy.w_name = self.w_name
        return w_copy

    @builtin("getter")
    def descr_getter(self, w_fget: W_Object, /) -> W_Object:
        """Descriptor to obtain a copy of the property with a different getter."""
        return self.copy(w_fget, self.w_fset, self.w_fdel)

    @builtin("setter")
    def descr_setter(self, w_fset: W_Object, /) -> W_Object:
        """Descriptor to obtain a copy of the property with a different setter."""
        return self.copy(self.w_fget, w_fset, self.w_fdel)

    @builtin("deleter")
    def descr_deleter(self, w_fdel: W_Object, /) -> W_Object:
        """Descriptor to obtain a copy of the property with a different deleter."""
        return self.copy(self.w_fget, self.w_fset, w_fdel)

    @getset("fget")
    def get_fget(self) -> W_Object:
        return null_to_none(self.w_fget)

    @getset("fset")
    def get_fset(self) -> W_Object:
        return null_to_none(self.w_fset)

    @getset("fdel")
    def get_fdel(self) -> W_Object:
        return null_to_none(self.w_fdel)

    @getset("__doc__")
    def get_doc(self) -> W_Object:
        return null_to_none(self.w_doc)

    @setter("__doc__")
    def set_doc(self, w_value: W_Object) -> None:
        self.w_doc = w_value

    @getset("__name__")
    def get_name(self) -> W_Object:
        name = self.name()
        if name is None:
            raise attribute_error_msg(self, "__name__", f"'{type_name(self)}' object has no attribute '__name__'")
        return name

    @setter("__name__")
    def set_name(self, w_value: W_Object) -> None:
        self.w_name = w_value

    @getset("__isabstractmethod__")
    def get_abstract(self) -> bool:
        return any_abstract(self.w_fget) or any_abstract(self.w_fset) or any_abstract(self.w_fdel)


def any_abstract(w_func: W_Object | None) -> bool:
    return w_func is not None and is_abstract(w_func)


def unless_none(w_value: W_Object | None) -> W_Object | None:
    if w_value is w_None:
        return None
    return w_value


def null_to_none(w_value: W_Object | None) -> W_Object:
    if w_value is None:
        return w_None
    return w_value
