"""BaseException, Exception, ValueError: the layout nearly all exceptions share, and the making of further types."""

from python.rpython import arr, builtin, getset, pytype, setter, typeof
from python.objects.base import W_Object
from python.objects.dict_ import W_Dict
from python.objects.exceptions.hierarchy import w_KeyError
from python.objects.flags import EXC_SUBCLASS, HAS_DICT
from python.objects.list_ import W_List, new_list
from python.objects.singletons import w_False, w_None, w_True
from python.objects.str_ import W_Str
from python.objects.traceback import W_Traceback
from python.objects.tuple_ import W_Tuple, new_tuple
from python.objects.type_ import W_Type
from python.objects.usermixin import UserMixin
from python.interpreter.attributes import set_attr
from python.interpreter.errors import type_error
from python.interpreter.operation import wrap_bool
from python.interpreter.iteration import unpack_iterable
from python.interpreter.operation import is_true, repr_w, str_w
from python.objects.type_ import type_name


@pytype("BaseException", flags=HAS_DICT | EXC_SUBCLASS)
class W_BaseException(UserMixin, W_Object):
    """Common base class for all exceptions"""

    args_w: arr[W_Object]
    w_traceback: W_Traceback | None = None
    w_cause: W_BaseException | None = None
    w_context: W_BaseException | None = None
    suppress_context: bool = False

    def __init__(self, w_type: W_Type, args_w: arr[W_Object]) -> None:
        self.init_user(w_type)
        self.args_w = args_w

    @builtin("__new__", static=True)
    def descr_new(w_type: W_Type, *args_w: arr[W_Object], **w_kwargs: W_Dict) -> W_Object:
        return W_BaseException(w_type, args_w)

    @builtin("__init__")
    def descr_init(self, *args_w: arr[W_Object], **w_kwargs: W_Dict) -> None:
        if len(w_kwargs) > 0:
            raise type_error(f"{type_name(self)}() takes no keyword arguments")
        self.args_w = args_w

    @builtin("__str__")
    def descr_str(self) -> W_Object:
        return self.message()

    def message(self) -> W_Str:
        """str(args[0]), or of the whole tuple."""
        args_w = self.args_w
        if len(args_w) == 0:
            return ""
        if len(args_w) == 1:
            if self.gettypeobject().is_subtype(w_KeyError):
                return repr_w(args_w[0])
            return str_w(args_w[0])
        return repr_w(new_tuple(args_w))

    @builtin("__repr__")
    def descr_repr(self) -> str:
        args_w = self.args_w
        name = self.gettypeobject().name
        if len(args_w) == 1:
            return f"{name}({repr_w(args_w[0])})"
        return f"{name}{repr_w(new_tuple(args_w))}"

    @builtin("with_traceback")
    def descr_with_traceback(self, tb: W_Object, /) -> W_Object:
        """Set self.__traceback__ to tb and return self."""
        self.set_traceback(tb)
        return self

    @builtin("add_note")
    def descr_add_note(self, note: W_Object, /) -> None:
        """Add a note to the exception"""
        if not isinstance(note, W_Str):
            raise type_error(f"add_note() argument must be str, not {type_name(note)}")
        w_notes = self.attr_get("__notes__")
        if w_notes is None:
            w_notes = new_list([])
            set_attr(self, "__notes__", w_notes)
        if not isinstance(w_notes, W_List):
            raise type_error("Cannot add note: __notes__ is not a list")
        w_notes.append(note)

    @builtin("__reduce__")
    def descr_reduce(self) -> W_Object:
        w_dict = self.getdict()
        if w_dict is not None and len(w_dict) > 0:
            return new_tuple([self.gettypeobject(), new_tuple(self.args_w), w_dict])
        return new_tuple([self.gettypeobject(), new_tuple(self.args_w)])

    @builtin("__setstate__")
    def descr_setstate(self, state: W_Object, /) -> W_Object:
        if isinstance(state, W_Dict):
            keys = unpack_iterable(state)
            for i in range(len(keys)):
                w_key = keys[i]
                if isinstance(w_key, W_Str):
                    w_value = state.get_str(w_key)
                    if w_value is not None:
                        set_attr(self, w_key, w_value)
        elif state is not w_None:
            raise type_error("state is not a dictionary")
        return w_None

    @getset("args")
    def get_args(self) -> W_Object:
        return new_tuple(self.args_w)

    @setter("args")
    def set_args(self, w_value: W_Object) -> None:
        self.args_w = unpack_iterable(w_value)

    @getset("__traceback__")
    def get_traceback(self) -> W_Object:
        w_traceback = self.w_traceback
        if w_traceback is None:
            return w_None
        return w_traceback

    @setter("__traceback__")
    def set_traceback(self, w_value: W_Object) -> None:
        if isinstance(w_value, W_Traceback):
            self.w_traceback = w_value
        elif w_value is w_None:
            self.w_traceback = None
        else:
            raise type_error("__traceback__ must be a traceback or None")

    @getset("__cause__")
    def get_cause(self) -> W_Object:
        w_cause = self.w_cause
        if w_cause is None:
            return w_None
        return w_cause

    @setter("__cause__")
    def set_cause(self, w_value: W_Object) -> None:
        self.suppress_context = True
        if isinstance(w_value, W_BaseException):
            self.w_cause = w_value
        elif w_value is w_None:
            self.w_cause = None
        else:
            raise type_error("exception cause must be None or derive from BaseException")

    @getset("__context__")
    def get_context(self) -> W_Object:
        w_context = self.w_context
        if w_context is None:
            return w_None
        return w_context

    @setter("__context__")
    def set_context(self, w_value: W_Object) -> None:
        if isinstance(w_value, W_BaseException):
            self.w_context = w_value
        elif w_value is w_None:
            self.w_context = None
        else:
            raise type_error("exception context must be None or derive from BaseException")

    @getset("__suppress_context__")
    def get_suppress_context(self) -> bool:
        return self.suppress_context

    @setter("__suppress_context__")
    def set_suppress_context(self, w_value: W_Object) -> None:
        self.suppress_context = is_true(w_value)

    @getset("__dict__")
    def get_dict(self) -> W_Object:
        w_dict = self.getdict()
        if w_dict is None:
            return w_None
        return w_dict

    @setter("__dict__")
    def set_dict(self, w_value: W_Object) -> None:
        if not isinstance(w_value, W_Dict):
            raise type_error(f"__dict__ must be set to a dictionary, not a '{type_name(w_value)}'")
        self.setdict(w_value)


@pytype("Exception", base=W_BaseException, flags=HAS_DICT | EXC_SUBCLASS)
class W_Exception(W_BaseException):
    """Common base class for all non-exit exceptions."""


@pytype("ValueError", base=W_Exception, flags=HAS_DICT | EXC_SUBCLASS)
class W_ValueError(W_Exception):
    """Inappropriate argument value (of correct type)."""


def new_exception(w_type: W_Type, msg: str) -> W_BaseException:
    """An instance without calling the type; `w_type` has the common layout."""
    return W_BaseException(w_type, [msg])


def make_exception_type(name: str, w_base: W_Type, doc: str) -> W_Type:
    """A builtin exception type with the layout of its base."""
    w_type = W_Type(name, w_base, w_base.flags)
    w_type.layout = w_base.layout_type()
    w_type.has_instance_dict = True
    w_type.table.set("__doc__", doc)
    w_base.add_subclass(w_type)
    return w_type
