"""Builtin functions and methods: `builtin_function_or_method`, `method_descriptor`, `wrapper_descriptor`."""

from python.rpython import Final, Fn, arr, arr_copy, builtin, getset, identity_hash, pytype, typeof
from python.objects.base import W_Object
from python.objects.dict_ import W_Dict
from python.objects.flags import FINAL_TYPE, NO_NEW
from python.objects.singletons import w_None
from python.objects.type_ import W_Type
from python.objects.module_ import W_Module, builtin_modules
from python.objects.object_ import hex_id
from python.interpreter.arguments import match_builtin_args
from python.interpreter.calling import call_with_dict
from python.interpreter.errors import attribute_error, type_error
from python.interpreter.operation import wrap_bool
from python.interpreter.slots import S_NEW
from python.objects.type_ import type_name


class Signature:
    """Parameters of a builtin. Positional first (positional-only ones lead), then keyword-only, `*args`, `**kwargs`."""

    names: Final[arr[str]]
    n_posonly: int
    n_pos: Final[int]
    n_kwonly: Final[int]
    has_varargs: Final[bool]
    has_varkw: Final[bool]
    n_required_pos: Final[int]
    optional: Final[arr[bool]]

    def __init__(
        self,
        names: arr[str],
        n_posonly: int,
        n_pos: int,
        n_kwonly: int,
        has_varargs: bool,
        has_varkw: bool,
        n_required_pos: int,
        optional: arr[bool],
    ) -> None:
        self.names = names
        self.n_posonly = n_posonly
        self.n_pos = n_pos
        self.n_kwonly = n_kwonly
        self.has_varargs = has_varargs
        self.has_varkw = has_varkw
        self.n_required_pos = n_required_pos
        self.optional = optional

    def slots(self) -> int:
        """Length of the array `fnv` takes."""
        n = self.n_pos + self.n_kwonly
        if self.has_varargs:
            n = n + 1
        if self.has_varkw:
            n = n + 1
        return n


@pytype("builtin_function_or_method", flags=FINAL_TYPE | NO_NEW)
class W_Builtin(W_Object):
    """One object serves as the function of a module, as the descriptor in a type and, with `w_self`, as bound method."""

    name: Final[str]
    doc: Final[str | None]
    text_signature: Final[str]
    sig: Final[Signature]
    fn0: Final[Fn[[], W_Object] | None]
    fn1: Final[Fn[[W_Object], W_Object] | None]
    fn2: Final[Fn[[W_Object, W_Object], W_Object] | None]
    fn3: Final[Fn[[W_Object, W_Object, W_Object], W_Object] | None]
    fnv: Final[Fn[[arr[W_Object | None]], W_Object]]
    is_method: bool = False
    w_owner: W_Type | None = None
    module: str | None = None

    def __init__(
        self,
        name: str,
        doc: str | None,
        text_signature: str,
        sig: Signature,
        fn0: Fn[[], W_Object] | None,
        fn1: Fn[[W_Object], W_Object] | None,
        fn2: Fn[[W_Object, W_Object], W_Object] | None,
        fn3: Fn[[W_Object, W_Object, W_Object], W_Object] | None,
        fnv: Fn[[arr[W_Object | None]], W_Object],
    ) -> None:
        self.name = name
        self.doc = doc
        self.text_signature = text_signature
        self.sig = sig
        self.fn0 = fn0
        self.fn1 = fn1
        self.fn2 = fn2
        self.fn3 = fn3
        self.fnv = fnv

    def gettypeobject(self) -> W_Type:
        if not self.is_method:
            return typeof(W_Builtin)
        if self.name.startswith("__"):
            return typeof(W_WrapperDescriptor)
        return typeof(W_MethodDescriptor)

    def call_args(self, args: arr[W_Object], names: arr[str] | None) -> W_Object:
        if names is None:
            n = len(args)
            if n == 0:
                fn0 = self.fn0
                if fn0 is not None:
                    return fn0()
            elif n == 1:
                fn1 = self.fn1
                if fn1 is not None:
                    return fn1(args[0])
            elif n == 2:
                fn2 = self.fn2
                if fn2 is not None:
                    return fn2(args[0], args[1])
            elif n == 3:
                fn3 = self.fn3
                if fn3 is not None:
                    return fn3(args[0], args[1], args[2])
        fnv = self.fnv
        return fnv(match_builtin_args(self, args, names))

    def qualname(self) -> str:
        w_owner = self.w_owner
        if w_owner is None:
            return self.name
        return f"{w_owner.name}.{self.name}"

    @builtin("__repr__")
    def descr_repr(self) -> str:
        if isinstance(self, W_BoundBuiltin):
            return self.repr_bound()
        w_owner = self.w_owner
        if w_owner is None or not self.is_method:
            return f"<built-in function {self.name}>"
        kind = "method"
        if self.name.startswith("__"):
            kind = "slot wrapper"
        return f"<{kind} '{self.name}' of '{w_owner.name}' objects>"

    @getset("__name__")
    def get_name(self) -> str:
        return self.name

    @getset("__qualname__")
    def get_qualname(self) -> str:
        return self.qualname()

    @getset("__doc__")
    def get_doc(self) -> W_Object:
        doc = self.doc
        if doc is None:
            return w_None
        return doc

    @getset("__module__")
    def get_module(self) -> W_Object:
        module = self.module
        if module is None:
            return w_None
        return module

    @getset("__text_signature__")
    def get_text_signature(self) -> W_Object:
        return self.text_signature

    @getset("__self__")
    def get_self(self) -> W_Object:
        if isinstance(self, W_BoundBuiltin):
            return self.w_self
        w_owner = self.w_owner
        module = self.module
        if w_owner is not None and not self.is_method:
            return w_owner
        if module is not None:
            return builtin_modules.get_or_make(module)
        raise attribute_error(self, "__self__")

    @getset("__objclass__")
    def get_objclass(self) -> W_Object:
        w_owner = self.w_owner
        if w_owner is None or not self.is_method:
            raise attribute_error(self, "__objclass__")
        return w_owner

    @builtin("__get__")
    def descr_get(self, w_obj: W_Object, w_type: W_Object | None = None, /) -> W_Object:
        if not self.is_method or (w_obj is w_None and w_type is not None):
            return self
        return W_BoundBuiltin(self, w_obj)

    @builtin("__eq__")
    def descr_eq(self, w_other: W_Object, /) -> W_Object:
        if isinstance(self, W_BoundBuiltin) and isinstance(w_other, W_BoundBuiltin):
            return wrap_bool(self.w_func is w_other.w_func and self.w_self is w_other.w_self)
        return wrap_bool(self is w_other)

    @builtin("__hash__")
    def descr_hash(self) -> int:
        if isinstance(self, W_BoundBuiltin):
            return identity_hash(self.w_func) ^ (identity_hash(self.w_self) * 31)
        return identity_hash(self)

    @builtin("__reduce__")
    def descr_reduce(self) -> W_Object:
        return self.qualname()

    @builtin("__call__")
    def descr_call(self, *args_w: arr[W_Object], **w_kwargs: W_Dict) -> W_Object:
        return call_with_dict(self, args_w, w_kwargs)


class W_NewBuiltin(W_Builtin):
    """`__new__` of a builtin type. A program may call it itself: the class must be one that this `__new__` can make."""

    own1: Fn[[W_Object], W_Object] | None = None
    own2: Fn[[W_Object, W_Object], W_Object] | None = None
    own3: Fn[[W_Object, W_Object, W_Object], W_Object] | None = None

    def call_args(self, args: arr[W_Object], names: arr[str] | None) -> W_Object:
        if len(args) > 0:
            self.check_class(args[0])
        if names is None:
            n = len(args)
            if n == 1:
                own1 = self.own1
                if own1 is not None:
                    return own1(args[0])
            elif n == 2:
                own2 = self.own2
                if own2 is not None:
                    return own2(args[0], args[1])
            elif n == 3:
                own3 = self.own3
                if own3 is not None:
                    return own3(args[0], args[1], args[2])
        return super().call_args(args, names)

    def check_class(self, w_class: W_Object) -> None:
        w_owner = self.w_owner
        if w_class is w_owner or w_owner is None:
            return
        name = w_owner.name
        if isinstance(w_class, W_Type) and w_class.slot(S_NEW) is self:
            return
        if not isinstance(w_class, W_Type):
            raise type_error(f"{name}.__new__(X): X is not a type object ({type_name(w_class)})")
        if not w_class.is_subtype(w_owner):
            raise type_error(f"{name}.__new__({w_class.name}): {w_class.name} is not a subtype of {name}")
        w_layout = w_class.layout_type()
        if w_layout.slot(S_NEW) is not self:
            raise type_error(f"{name}.__new__({w_class.name}) is not safe, use {w_layout.name}.__new__()")


@pytype("method_descriptor", flags=FINAL_TYPE | NO_NEW)
class W_MethodDescriptor(W_Builtin):
    """Type of builtin methods seen through their class."""


@pytype("wrapper_descriptor", flags=FINAL_TYPE | NO_NEW)
class W_WrapperDescriptor(W_Builtin):
    """Type of builtin special methods seen through their class."""


class W_BoundBuiltin(W_Builtin):
    """`[].append`: a builtin method with its self."""

    w_func: Final[W_Builtin]
    w_self: Final[W_Object]

    def __init__(self, w_func: W_Builtin, w_self: W_Object) -> None:
        super().__init__(
            w_func.name, w_func.doc, w_func.text_signature, w_func.sig, None, None, None, None, w_func.fnv
        )
        self.w_func = w_func
        self.w_self = w_self
        self.w_owner = w_func.w_owner

    def gettypeobject(self) -> W_Type:
        if self.w_func.is_method and self.name.startswith("__"):
            return typeof(W_MethodWrapper)
        return typeof(W_Builtin)

    def repr_bound(self) -> str:
        w_self = self.w_self
        kind = type_name(w_self)
        where = hex_id(w_self)
        if self.w_func.is_method and self.name.startswith("__"):
            return f"<method-wrapper '{self.name}' of {kind} object at {where}>"
        if isinstance(w_self, W_Module):
            return f"<built-in function {self.name}>"
        return f"<built-in method {self.name} of {kind} object at {where}>"

    def call_args(self, args: arr[W_Object], names: arr[str] | None) -> W_Object:
        full = arr[W_Object](len(args) + 1)
        full[0] = self.w_self
        arr_copy(args, 0, full, 1, len(args))
        return self.w_func.call_args(full, names)


@pytype("method-wrapper", flags=FINAL_TYPE | NO_NEW)
class W_MethodWrapper(W_Builtin):
    """Type of builtin special methods bound to an object."""
