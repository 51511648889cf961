"""_contextvars: context variables (PEP 567). A context is a dict of its variables; `copy_context` copies it."""

from python.interpreter.calling import call_with_dict
from python.interpreter.errors import OperationError, key_error, new_error, runtime_error, type_error, value_error
from python.interpreter.frame import ec
from python.interpreter.iteration import iterate
from python.interpreter.operation import eq_w, repr_w, wrap_bool
from python.objects.base import W_Object
from python.objects.dict_ import W_Dict
from python.objects.exceptions.hierarchy import w_LookupError
from python.objects.flags import FINAL_TYPE, MAPPING
from python.objects.generic_alias import class_getitem
from python.objects.module_ import W_Module
from python.objects.object_ import hex_id
from python.objects.singletons import w_None, w_NotImplemented
from python.objects.str_ import W_Str
from python.objects.tuple_ import new_tuple
from python.objects.type_ import W_Type
from python.rpython import Final, arr, builtin, builtin_function, final, getset, pytype, typeof

MODULE: Final = "_contextvars"


def init_module(w_module: W_Module) -> None:
    w_module.attr_set("Context", typeof(W_Context))
    w_module.attr_set("ContextVar", typeof(W_ContextVar))
    w_module.attr_set("Token", typeof(W_Token))
    typeof(W_Token).table.set("MISSING", w_missing)


def current_context() -> W_Context:
    """Every thread has one, made when first asked for."""
    w_current = ec.w_context
    if isinstance(w_current, W_Context):
        return w_current
    w_new = W_Context(W_Dict())
    w_new.entered = True
    ec.w_context = w_new
    return w_new


@builtin_function
def copy_context() -> W_Object:
    return W_Context(current_context().w_values.copy_dict())


@pytype("_contextvars.Context", flags=FINAL_TYPE | MAPPING)
@final
class W_Context(W_Object):
    w_values: W_Dict
    entered: bool

    def __init__(self, w_values: W_Dict) -> None:
        self.w_values = w_values
        self.entered = False

    @builtin("__new__", static=True)
    def descr_new(w_type: W_Type, *args: arr[W_Object], **kwargs: W_Dict) -> W_Object:
        if len(args) > 0 or len(kwargs) > 0:
            raise type_error("Context() does not accept any arguments")
        return W_Context(W_Dict())

    @builtin
    def run(self, *args: arr[W_Object], **kwargs: W_Dict) -> W_Object:
        if len(args) == 0:
            raise type_error("run() missing 1 required positional argument")
        if self.entered:
            raise runtime_error(f"cannot enter context: {repr_w(self)} is already entered")
        rest = arr[W_Object](len(args) - 1)
        for i in range(len(rest)):
            rest[i] = args[i + 1]
        w_outer = ec.w_context
        self.entered = True
        ec.w_context = self
        try:
            return call_with_dict(args[0], rest, kwargs)
        finally:
            ec.w_context = w_outer
            self.entered = False

    def find(self, w_key: W_Object) -> W_Object | None:
        if not isinstance(w_key, W_ContextVar):
            raise type_error(f"a ContextVar key was expected, got {repr_w(w_key)}")
        return self.w_values.get(w_key)

    @builtin
    def copy(self) -> W_Object:
        """Return a shallow copy of the context object."""
        return W_Context(self.w_values.copy_dict())

    @builtin
    def get(self, key: W_Object, default: W_Object = w_None, /) -> W_Object:
        """Return the value for `key` if `key` has the value in the context object.

        If `key` does not exist, return `default`. If `default` is not given,
        return None."""
        w_value = self.find(key)
        return default if w_value is None else w_value

    @builtin
    def keys(self) -> W_Object:
        """Return a list of all variables in the context object."""
        return self.w_values.keys()

    @builtin
    def values(self) -> W_Object:
        """Return a list of all variables' values in the context object."""
        return self.w_values.values()

    @builtin
    def items(self) -> W_Object:
        """Return all variables and their values in the context object.

        The result is returned as a list of 2-tuples (variable, value)."""
        return self.w_values.items()

    @builtin("__getitem__")
    def descr_getitem(self, key: W_Object, /) -> W_Object:
        """Return self[key]."""
        w_value = self.find(key)
        if w_value is None:
            raise key_error(key)
        return w_value

    @builtin("__contains__")
    def descr_contains(self, key: W_Object, /) -> bool:
        """Return bool(key in self)."""
        return self.find(key) is not None

    @builtin("__iter__")
    def descr_iter(self) -> W_Object:
        """Implement iter(self)."""
        return iterate(self.w_values)

    @builtin("__len__")
    def descr_len(self) -> int:
        """Return len(self)."""
        return self.w_values.length()

    @builtin("__eq__")
    def descr_eq(self, value: W_Object, /) -> W_Object:
        """Return self==value."""
        if not isinstance(value, W_Context):
            return w_NotImplemented
        return wrap_bool(eq_w(self.w_values, value.w_values))


@pytype("_contextvars.ContextVar", flags=FINAL_TYPE)
@final
class W_ContextVar(W_Object):
    w_name: Final[W_Str]
    w_default: Final[W_Object | None]

    def __init__(self, w_name: W_Str, w_default: W_Object | None) -> None:
        self.w_name = w_name
        self.w_default = w_default

    @builtin("__new__", static=True)
    def descr_new(w_type: W_Type, name: W_Object, *, default: W_Object | None = None) -> W_Object:
        if not isinstance(name, W_Str):
            raise type_error("context variable name must be a str")
        return W_ContextVar(name, default)

    @getset
    def name(self) -> W_Object:
        return self.w_name

    @builtin
    def get(self, default: W_Object | None = None, /) -> W_Object:
        """Return a value for the context variable for the current context.

        If there is no value for the variable in the current context, the
        method will:
         * return the value of the default argument of the method, if
           provided; or
         * return the default value for the context variable, if it was
           created with one; or
         * raise a LookupError."""
        w_value = current_context().w_values.get(self)
        if w_value is not None:
            return w_value
        if default is not None:
            return default
        w_default = self.w_default
        if w_default is None:
            raise self.missing()
        return w_default

    def missing(self) -> OperationError:
        error = new_error(w_LookupError, "")
        error.w_value.args_w = new_tuple([self]).items
        return error

    @builtin
    def set(self, value: W_Object, /) -> W_Object:
        """Call to set a new value for the context variable in the current context.

        The required value argument is the new value for the context
        variable.

        Returns a Token object that can be used to restore the variable to
        its previous value via the `ContextVar.reset()` method."""
        w_context = current_context()
        w_token = W_Token(w_context, self, w_context.w_values.get(self))
        w_context.w_values.setitem(self, value)
        return w_token

    @builtin
    def reset(self, token: W_Object, /) -> None:
        """Reset the context variable.

        The variable is reset to the value it had before the
        `ContextVar.set()` that created the token was used."""
        if not isinstance(token, W_Token):
            raise type_error(f"expected an instance of Token, got {repr_w(token)}")
        if token.used:
            raise runtime_error(f"{repr_w(token)} has already been used once")
        if token.w_var is not self:
            raise value_error(f"{repr_w(token)} was created by a different ContextVar")
        w_context = current_context()
        if token.w_context is not w_context:
            raise value_error(f"{repr_w(token)} was created in a different Context")
        token.used = True
        w_old = token.w_old
        if w_old is None:
            w_context.w_values.delitem(self)
        else:
            w_context.w_values.setitem(self, w_old)

    @builtin("__repr__")
    def descr_repr(self) -> str:
        """Return repr(self)."""
        w_default = self.w_default
        shown = "" if w_default is None else f" default={repr_w(w_default)}"
        return f"<ContextVar name={repr_w(self.w_name)}{shown} at {hex_id(self)}>"

    @builtin("__class_getitem__", classmethod=True)
    def descr_class_getitem(w_type: W_Type, object: W_Object, /) -> W_Object:
        """See PEP 585"""
        return class_getitem(w_type, object)


@pytype("Token.MISSING", flags=FINAL_TYPE)
@final
class W_TokenMissing(W_Object):
    @builtin("__repr__")
    def descr_repr(self) -> str:
        return "<Token.MISSING>"


w_missing: Final = W_TokenMissing()


@pytype("_contextvars.Token", flags=FINAL_TYPE)
@final
class W_Token(W_Object):
    w_context: Final[W_Context]
    w_var: Final[W_ContextVar]
    w_old: Final[W_Object | None]
    used: bool

    def __init__(self, w_context: W_Context, w_var: W_ContextVar, w_old: W_Object | None) -> None:
        self.w_context = w_context
        self.w_var = w_var
        self.w_old = w_old
        self.used = False

    @builtin("__new__", static=True)
    def descr_new(w_type: W_Type, *args: arr[W_Object], **kwargs: W_Dict) -> W_Object:
        raise runtime_error("Tokens can only be created by ContextVars")

    @getset
    def var(self) -> W_Object:
        return self.w_var

    @getset
    def old_value(self) -> W_Object:
        w_old = self.w_old
        return w_missing if w_old is None else w_old

    @builtin("__enter__")
    def descr_enter(self) -> W_Object:
        """Enter into Token context manager."""
        return self

    @builtin("__exit__")
    def descr_exit(self, type: W_Object, val: W_Object, tb: W_Object, /) -> None:
        """Exit from Token context manager, restore the linked ContextVar."""
        self.w_var.reset(self)

    @builtin("__repr__")
    def descr_repr(self) -> str:
        used = " used" if self.used else ""
        return f"<Token{used} var={repr_w(self.w_var)} at {hex_id(self)}>"

    @builtin("__class_getitem__", classmethod=True)
    def descr_class_getitem(w_type: W_Type, object: W_Object, /) -> W_Object:
        """See PEP 585"""
        return class_getitem(w_type, object)
