"""Exceptions with attributes of their own: StopIteration, SystemExit, ImportError, NameError, AttributeError, OSError,
SyntaxError, UnicodeError and its kinds."""

from python.rpython import arr, arr_copy, builtin, getset, pytype, setter, typeof
from python.objects.base import W_Object
from python.objects.dict_ import W_Dict
from python.objects.exceptions.base import W_BaseException, W_Exception, W_ValueError
from python.objects.exceptions.errno_map import os_error_class
from python.objects.exceptions.hierarchy import w_KeyError
from python.objects.flags import EXC_SUBCLASS, HAS_DICT
from python.objects.int_ import W_AbstractInt, W_Int
from python.objects.singletons import w_None
from python.objects.str_ import W_Str
from python.objects.tuple_ import W_Tuple, new_tuple
from python.objects.type_ import W_Type
from python.interpreter.errors import type_error
from python.interpreter.iteration import unpack_iterable
from python.interpreter.operation import eq_w, repr_w, str_w
from python.objects.type_ import type_name


def or_none(w_value: W_Object | None) -> W_Object:
    if w_value is None:
        return w_None
    return w_value


@pytype("StopIteration", base=W_Exception, flags=HAS_DICT | EXC_SUBCLASS)
class W_StopIteration(W_Exception):
    """Signal the end from iterator.__next__()."""

    w_value: W_Object | None = None

    def gettypeobject(self) -> W_Type:
        return self.own_shape().w_type

    @builtin("__new__", static=True)
    def descr_new(w_type: W_Type, *args_w: arr[W_Object], **w_kwargs: W_Dict) -> W_Object:
        return W_StopIteration(w_type, args_w)

    @builtin("__init__")
    def descr_init(self, *args_w: arr[W_Object], **w_kwargs: W_Dict) -> None:
        if len(w_kwargs) > 0:
            raise type_error(f"{type_name(self)}() takes no keyword arguments")
        self.args_w = args_w
        self.w_value = None
        if len(args_w) > 0:
            self.w_value = args_w[0]

    @getset("value")
    def get_value(self) -> W_Object:
        return or_none(self.w_value)

    @setter("value")
    def set_value(self, w_value: W_Object) -> None:
        self.w_value = w_value


@pytype("SystemExit", base=W_BaseException, flags=HAS_DICT | EXC_SUBCLASS)
class W_SystemExit(W_BaseException):
    """Request to exit from the interpreter."""

    w_code: W_Object | None = None

    def gettypeobject(self) -> W_Type:
        return self.own_shape().w_type

    @builtin("__new__", static=True)
    def descr_new(w_type: W_Type, *args_w: arr[W_Object], **w_kwargs: W_Dict) -> W_Object:
        return W_SystemExit(w_type, args_w)

    @builtin("__init__")
    def descr_init(self, *args_w: arr[W_Object], **w_kwargs: W_Dict) -> None:
        self.args_w = args_w
        self.w_code = None
        if len(args_w) == 1:
            self.w_code = args_w[0]
        elif len(args_w) > 1:
            self.w_code = new_tuple(args_w)

    @getset("code")
    def get_code(self) -> W_Object:
        return or_none(self.w_code)

    @setter("code")
    def set_code(self, w_value: W_Object) -> None:
        self.w_code = w_value


@pytype("ImportError", base=W_Exception, flags=HAS_DICT | EXC_SUBCLASS)
class W_ImportError(W_Exception):
    """Import can't find module, or can't find name in module."""

    w_msg: W_Object | None = None
    w_name: W_Object | None = None
    w_path: W_Object | None = None
    w_name_from: W_Object | None = None

    def gettypeobject(self) -> W_Type:
        return self.own_shape().w_type

    @builtin("__new__", static=True)
    def descr_new(w_type: W_Type, *args_w: arr[W_Object], **w_kwargs: W_Dict) -> W_Object:
        return W_ImportError(w_type, args_w)

    @builtin("__init__")
    def descr_init(
        self,
        *args_w: arr[W_Object],
        name: W_Object | None = None,
        path: W_Object | None = None,
        name_from: W_Object | None = None,
    ) -> None:
        self.args_w = args_w
        self.w_name = name
        self.w_path = path
        self.w_name_from = name_from
        self.w_msg = None
        if len(args_w) == 1:
            self.w_msg = args_w[0]

    @builtin("__str__")
    def descr_str(self) -> W_Object:
        w_msg = self.w_msg
        if isinstance(w_msg, W_Str):
            return w_msg
        return self.message()

    @getset("msg")
    def get_msg(self) -> W_Object:
        return or_none(self.w_msg)

    @setter("msg")
    def set_msg(self, w_value: W_Object) -> None:
        self.w_msg = w_value

    @getset("name")
    def get_name(self) -> W_Object:
        return or_none(self.w_name)

    @setter("name")
    def set_name(self, w_value: W_Object) -> None:
        self.w_name = w_value

    @getset("path")
    def get_path(self) -> W_Object:
        return or_none(self.w_path)

    @setter("path")
    def set_path(self, w_value: W_Object) -> None:
        self.w_path = w_value

    @getset("name_from")
    def get_name_from(self) -> W_Object:
        return or_none(self.w_name_from)

    @setter("name_from")
    def set_name_from(self, w_value: W_Object) -> None:
        self.w_name_from = w_value


@pytype("NameError", base=W_Exception, flags=HAS_DICT | EXC_SUBCLASS)
class W_NameError(W_Exception):
    """Name not found globally."""

    w_name: W_Object | None = None

    def gettypeobject(self) -> W_Type:
        return self.own_shape().w_type

    @builtin("__new__", static=True)
    def descr_new(w_type: W_Type, *args_w: arr[W_Object], **w_kwargs: W_Dict) -> W_Object:
        return W_NameError(w_type, args_w)

    @builtin("__init__")
    def descr_init(self, *args_w: arr[W_Object], name: W_Object | None = None) -> None:
        self.args_w = args_w
        self.w_name = name

    @getset("name")
    def get_name(self) -> W_Object:
        return or_none(self.w_name)

    @setter("name")
    def set_name(self, w_value: W_Object) -> None:
        self.w_name = w_value


@pytype("AttributeError", base=W_Exception, flags=HAS_DICT | EXC_SUBCLASS)
class W_AttributeError(W_Exception):
    """Attribute not found."""

    w_name: W_Object | None = None
    w_obj: W_Object | None = None

    def gettypeobject(self) -> W_Type:
        return self.own_shape().w_type

    @builtin("__new__", static=True)
    def descr_new(w_type: W_Type, *args_w: arr[W_Object], **w_kwargs: W_Dict) -> W_Object:
        return W_AttributeError(w_type, args_w)

    @builtin("__init__")
    def descr_init(
        self, *args_w: arr[W_Object], name: W_Object | None = None, obj: W_Object | None = None
    ) -> None:
        self.args_w = args_w
        self.w_name = name
        self.w_obj = obj

    @getset("name")
    def get_name(self) -> W_Object:
        return or_none(self.w_name)

    @setter("name")
    def set_name(self, w_value: W_Object) -> None:
        self.w_name = w_value

    @getset("obj")
    def get_obj(self) -> W_Object:
        return or_none(self.w_obj)

    @setter("obj")
    def set_obj(self, w_value: W_Object) -> None:
        self.w_obj = w_value


@pytype("OSError", base=W_Exception, flags=HAS_DICT | EXC_SUBCLASS)
class W_OSError(W_Exception):
    """Base class for I/O related errors."""

    w_errno: W_Object | None = None
    w_strerror: W_Object | None = None
    w_filename: W_Object | None = None
    w_filename2: W_Object | None = None
    w_written: W_Object | None = None

    def gettypeobject(self) -> W_Type:
        return self.own_shape().w_type

    @builtin("__new__", static=True)
    def descr_new(w_type: W_Type, *args_w: arr[W_Object], **w_kwargs: W_Dict) -> W_Object:
        if w_type is typeof(W_OSError) and len(args_w) >= 2:
            w_errno = args_w[0]
            if isinstance(w_errno, W_Int):
                w_type = os_error_class(w_errno.value)
        w_exc = W_OSError(w_type, args_w)
        w_exc.take_args(args_w)
        return w_exc

    @builtin("__init__")
    def descr_init(self, *args_w: arr[W_Object], **w_kwargs: W_Dict) -> None:
        self.take_args(args_w)

    def take_args(self, args_w: arr[W_Object]) -> None:
        """OSError(errno, strerror[, filename[, winerror[, filename2]]])"""
        self.args_w = args_w
        n = len(args_w)
        if n < 2 or n > 5:
            return
        self.w_errno = args_w[0]
        self.w_strerror = args_w[1]
        if n >= 3 and args_w[2] is not w_None:
            self.w_filename = args_w[2]
        if n == 5 and args_w[4] is not w_None:
            self.w_filename2 = args_w[4]
        if n >= 3:
            self.args_w = [args_w[0], args_w[1]]

    @builtin("__str__")
    def descr_str(self) -> W_Object:
        w_errno = self.w_errno
        w_strerror = self.w_strerror
        if w_errno is None or w_strerror is None:
            return self.message()
        start = f"[Errno {str_w(w_errno)}] {str_w(w_strerror)}"
        w_filename = self.w_filename
        if w_filename is None:
            return start
        w_filename2 = self.w_filename2
        if w_filename2 is None:
            return f"{start}: {repr_w(w_filename)}"
        return f"{start}: {repr_w(w_filename)} -> {repr_w(w_filename2)}"

    @builtin("__reduce__")
    def descr_reduce(self) -> W_Object:
        args_w = self.args_w
        w_filename = self.w_filename
        if len(args_w) == 2 and w_filename is not None:
            args_w = [args_w[0], args_w[1], w_filename]
        return new_tuple([self.gettypeobject(), new_tuple(args_w)])

    @getset("errno")
    def get_errno(self) -> W_Object:
        return or_none(self.w_errno)

    @setter("errno")
    def set_errno(self, w_value: W_Object) -> None:
        self.w_errno = w_value

    @getset("strerror")
    def get_strerror(self) -> W_Object:
        return or_none(self.w_strerror)

    @setter("strerror")
    def set_strerror(self, w_value: W_Object) -> None:
        self.w_strerror = w_value

    @getset("filename")
    def get_filename(self) -> W_Object:
        return or_none(self.w_filename)

    @setter("filename")
    def set_filename(self, w_value: W_Object) -> None:
        self.w_filename = w_value

    @getset("filename2")
    def get_filename2(self) -> W_Object:
        return or_none(self.w_filename2)

    @setter("filename2")
    def set_filename2(self, w_value: W_Object) -> None:
        self.w_filename2 = w_value

    @getset("characters_written")
    def get_written(self) -> W_Object:
        return or_none(self.w_written)

    @setter("characters_written")
    def set_written(self, w_value: W_Object) -> None:
        self.w_written = w_value
